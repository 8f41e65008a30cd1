/// Year, month, day, hour, minute and second of the Gregorian calendar, carried back before its
/// introduction (ISO 8601), in a given offset from UTC.
struct CivilTime: Hashable, Sendable {
    var year: Int64
    var month: Int64
    var day: Int64
    var secondOfDay: Int64

    /// Splits seconds since 1970-01-01T00:00:00Z, shifted by `offset` seconds.
    ///
    /// The day count is turned into a date by Howard Hinnant's `civil_from_days`.
    init(seconds: Int64, offset: Int64) {
        let local = seconds + offset
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        secondOfDay = local - days * 86_400
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `2026-11-23`
    var date: String { padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2) }

    /// `17:15:00`
    var time: String { hourAndMinute + ":" + padded(secondOfDay % 60, to: 2) }

    /// `17:15`
    var hourAndMinute: String {
        padded(secondOfDay / 3600, to: 2) + ":" + padded(secondOfDay / 60 % 60, to: 2)
    }
}

/// A number with leading zeros, as dates have them.
func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (number < 0 ? "-" : "") + zeros + digits
}
