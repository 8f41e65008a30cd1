import Genkan
import Logging

/// Writes each event as one ``LogLine`` to standard error, where systemd's journal takes it.
struct LogfmtHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel: Logger.Level
    private let label: String
    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - label: the part of the program, on every line as `part`.
    ///   - level: less than this is left out.
    ///   - now: the clock.
    ///   - write: takes one line with its line end.
    init(
        label: String, level: Logger.Level, now: @escaping @Sendable () -> Instant,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        logLevel = level
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields: Logger.Metadata = ["part": .string(label)]
        fields.merge(metadata) { $1 }
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let given = event.metadata { fields.merge(given) { $1 } }
        // An error's own words may hold what somebody typed; its type does not.
        if let error = event.error { fields["error"] = .string("\(type(of: error))") }
        let ordered = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        write(
            LogLine(
                time: now(), level: event.level, message: event.message.description,
                metadata: ordered.map { ($0.key, $0.value.description) }
            ).text)
    }
}
