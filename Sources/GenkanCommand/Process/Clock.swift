import Foundation
import Genkan

/// The only reader of the machine's clock.
enum Clock {
    /// The present moment.
    static func now() -> Instant {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else {
            return Instant(microseconds: 0)
        }
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
