import Foundation
import Synchronization

/// The real binary, as `swift build` left it beside the tests.
enum Program {
    /// `genkan`, in the directory of the running test bundle.
    static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "genkan").path

    /// The repository: this file's directory, two up.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// How long anything may take before a test gives up, far above what it takes.
    static let patience: Duration = .seconds(120)
}

/// A process that was started, with everything it wrote.
final class RunningProcess: Sendable {
    private let process: Mutex<Process>
    private let ended: AsyncStream<Int32>
    /// The number the kernel gave it.
    let number: pid_t
    /// What it wrote to standard output and standard error.
    let output: URL

    /// Starts `command` (a path and its arguments) in `directory`.
    init(
        _ command: [String], in directory: URL, environment: [String: String], output: URL
    ) throws {
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = directory
        process.environment = environment
        if !FileManager.default.fileExists(atPath: output.path) {
            _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        }
        let file = try FileHandle(forWritingTo: output)
        try file.seekToEnd()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = file
        process.standardError = file
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            let signalled = process.terminationReason == .uncaughtSignal
            continuation.yield(signalled ? -process.terminationStatus : process.terminationStatus)
            continuation.finish()
        }
        try process.run()
        number = process.processIdentifier
        self.output = output
        self.ended = ended
        self.process = Mutex(process)
    }

    /// The status with which it ended, negative for a signal; nil when it has not within `patience`.
    func status(within patience: Duration = Program.patience) async -> Int32? {
        await withTaskGroup(of: Int32?.self) { group in
            group.addTask { [ended] in
                for await status in ended { return status }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: patience)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    /// Sends a signal.
    func signal(_ signal: Int32) {
        kill(number, signal)
    }

    /// Waits until it has written these words.
    func says(_ words: String) async throws {
        let deadline = ContinuousClock.now + Program.patience
        while !text.contains(words) {
            guard isRunning, ContinuousClock.now < deadline else { throw NotServing(log: text) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    var isRunning: Bool { process.withLock { $0.isRunning } }

    /// Everything written so far.
    var text: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }
}
