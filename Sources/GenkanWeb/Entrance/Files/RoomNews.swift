import Logging
import Synchronization

/// Tells the log once that the disk has no room for files, and once that it has again.
final class RoomNews: Sendable {
    private let isFull = Mutex(false)

    func noRoom(_ logger: Logger) {
        guard isFull.withLock({ !$0.exchange(true) }) else { return }
        logger.error("The disk has no room for files; without them it takes submissions")
    }

    func stored(_ logger: Logger) {
        guard isFull.withLock({ $0.exchange(false) }) else { return }
        logger.notice("The disk has room for files again")
    }
}

extension Bool {
    /// The value so far.
    fileprivate mutating func exchange(_ value: Bool) -> Bool {
        defer { self = value }
        return self
    }
}
