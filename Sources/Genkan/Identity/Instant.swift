/// A moment in whole microseconds since 1970-01-01T00:00:00Z, as the database stores it.
///
/// The clock is read in one place (the command); everywhere else the time is a parameter.
public struct Instant: Hashable, Sendable, Codable {
    /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted; negative before.
    public let microseconds: Int64

    /// Takes microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Takes whole seconds since 1970-01-01T00:00:00Z (the way certificates and tokens count).
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        microseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var seconds: Int64 {
        let quotient = microseconds / 1_000_000
        return microseconds % 1_000_000 < 0 ? quotient - 1 : quotient
    }

    /// The moment `duration` later; the ends of the range stay where they are.
    public func advanced(by duration: Duration) -> Instant {
        let (whole, fraction) = duration.components
        let step = Instant(seconds: whole).microseconds
        let (first, overflow) = microseconds.addingReportingOverflow(step)
        let edge: Int64 = step < 0 ? .min : .max
        guard !overflow else { return Instant(microseconds: edge) }
        let (sum, again) = first.addingReportingOverflow(fraction / 1_000_000_000_000)
        return Instant(microseconds: again ? edge : sum)
    }

    /// How long after `earlier` this moment is; negative when it is before.
    public func since(_ earlier: Instant) -> Duration {
        .microseconds(microseconds) - .microseconds(earlier.microseconds)
    }
}

extension Instant: Comparable {
    /// Earlier moments first.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC with microseconds: `2026-11-23T08:15:00.000000Z`.
    public var description: String {
        let time = CivilTime(seconds: seconds, offset: 0)
        let fraction = microseconds - seconds * 1_000_000
        return time.date + "T" + time.time + "." + padded(fraction, to: 6) + "Z"
    }
}
