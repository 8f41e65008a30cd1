public import Logging
import Synchronization

/// Keeps every log line, so that tests can say what must and must not stand in it.
public final class LogRecorder: Sendable {
    private let recorded = Mutex<[String]>([])

    /// Makes an empty recorder.
    public init() {}

    /// Every line so far: level, message, metadata in the order of its keys.
    public var lines: [String] { recorded.withLock { $0 } }

    /// A logger that writes here, from `trace` on.
    public var logger: Logger {
        var logger = Logger(label: "genkan.test") { _ in Handler(recorder: self) }
        logger.logLevel = .trace
        return logger
    }

    private func record(_ line: String) { recorded.withLock { $0.append(line) } }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
            let pairs = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            recorder.record(
                "\(event.level) \(event.message) " + pairs.joined(separator: " "))
        }
    }
}
