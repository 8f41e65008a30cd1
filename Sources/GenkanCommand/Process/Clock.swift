import Foundation
import Genkan

/// The only reader of the machine's clock.
enum Clock {
    /// The present moment.
    static func now() -> Instant {
        Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}
