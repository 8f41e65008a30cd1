/// A day of the Gregorian calendar (ISO 8601), without a time and without a zone: what a due date is.
public struct Day: Hashable, Sendable {
    /// How many days after 1970-01-01; negative before.
    public let number: Int64

    /// Takes the days after 1970-01-01.
    ///
    /// Nil outside the years 1900 to 9999, which no calendar of a browser leaves.
    public init?(number: Int64) {
        guard Self.known.contains(number) else { return nil }
        self.number = number
    }

    /// Reads `2026-11-29` (RFC 3339 § 5.6, `full-date`); nil for anything else, such as the 30th of
    /// February.
    public init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, parts[0].count == 4, parts[1].count == 2,
            let year = Self.digits(parts[0]), let month = Self.digits(parts[1]),
            let day = Self.digits(parts[2])
        else { return nil }
        let number = Self.number(year, month, day)
        guard let read = Day(number: number), read.description.utf8.elementsEqual(text.utf8) else {
            return nil
        }
        self = read
    }

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    public var weekday: Int {
        let sinceMonday = (number + 3) % 7
        return Int(sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
    }

    /// The year, month and day of the month, from 1.
    public var parts: (year: Int64, month: Int64, day: Int64) {
        let time = CivilTime(seconds: number * 86_400, offset: 0)
        return (time.year, time.month, time.day)
    }

    /// So many days later; nil past the years that are known.
    public func advanced(by days: Int64) -> Day? { Day(number: number + days) }

    private static let known = number(1900, 1, 1)...number(9999, 12, 31)

    /// Howard Hinnant's `days_from_civil`; a day that its month does not have gives one of the next.
    private static func number(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func digits(_ bytes: some Collection<UInt8>) -> Int64? {
        guard bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
}

extension Day: Comparable {
    /// Earlier days first.
    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day: CustomStringConvertible {
    /// `2026-11-29`
    public var description: String { CivilTime(seconds: number * 86_400, offset: 0).date }
}

extension Zone {
    /// The day that a moment belongs to in this zone.
    public func day(of instant: Instant) -> Day? {
        let local = instant.seconds + offset(at: instant)
        return Day(number: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
    }

    /// When a day begins in this zone. Where the clocks are put forward over midnight, the moment is
    /// that of the day's first minute.
    public func start(of day: Day) -> Instant {
        let asUTC = Instant(seconds: day.number * 86_400)
        // The offset of a moment that is near enough, then that of the moment it leads to.
        let first = Instant(seconds: asUTC.seconds - offset(at: asUTC))
        return Instant(seconds: asUTC.seconds - offset(at: first))
    }
}
