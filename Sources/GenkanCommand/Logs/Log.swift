import Logging

/// The log of the whole process.
enum Log {
    /// Sends every event of `level` and above to standard error. Once, at the start of `serve`.
    static func start(level: Logger.Level) {
        LoggingSystem.bootstrap { label in
            LogfmtHandler(label: label, level: level, now: Clock.now) { Terminal.write($0) }
        }
    }
}
