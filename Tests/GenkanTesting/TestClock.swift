public import Genkan
import Synchronization

/// A clock that stands still until a test turns it; it begins on 2026-11-23 at 08:00 UTC.
public final class TestClock: Sendable {
    private let time = Mutex(Instant(seconds: 1_795_420_800))

    /// Makes a clock.
    public init() {}

    /// The time it shows.
    public var now: Instant { time.withLock { $0 } }

    /// Turns it on.
    public func advance(by duration: Duration) {
        time.withLock { $0 = $0.advanced(by: duration) }
    }
}
