import Genkan

/// A day as a page shows it, by the reader's habits: `11月29日（日）`, `Sun 29 Nov`.
struct DayText {
    let zone: Zone
    let now: Instant
    let texts: Texts
    /// Whether the year is said in any case, for what somebody keeps.
    var hasYear = false

    /// For a template: `machine`, `text`, and `word`: `past`, `today`, `soon` (within two days), `later`
    /// or `done`.
    func values(_ day: Day, isDone: Bool) -> [String: Any] {
        [
            "machine": day.description, "text": text(day),
            "word": isDone ? "done" : word(day),
            "told": texts("desk-due-\(isDone ? "done" : word(day))", ["day": text(day)]),
        ]
    }

    /// The day; with its year when that is another than this one.
    func text(_ day: Day) -> String {
        let parts = day.parts
        let isThisYear = zone.day(of: now)?.parts.year == parts.year
        return texts(
            isThisYear && !hasYear ? "desk-day" : "desk-day-year",
            [
                "year": "\(parts.year)", "month": texts["desk-month-\(parts.month)"],
                "day": "\(parts.day)", "weekday": texts["desk-weekday-\(day.weekday)"],
            ])
    }

    /// A time to the minute: the day, and what the clock shows.
    func text(_ instant: Instant) -> String {
        guard let day = zone.day(of: instant) else { return zone.shortText(of: instant) }
        return texts(
            "desk-day-time", ["day": text(day), "time": zone.clockText(of: instant)])
    }

    private func word(_ day: Day) -> String {
        guard let today = zone.day(of: now) else { return "later" }
        switch day.number - today.number {
        case ..<0: return "past"
        case 0: return "today"
        case 1...2: return "soon"
        default: return "later"
        }
    }
}
