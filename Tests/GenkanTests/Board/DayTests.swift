import Genkan
import Testing

struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0, 4), ("2026-11-29", 20_786, 7), ("2000-02-29", 11_016, 2),
        ("1969-12-31", -1, 3), ("9999-12-31", 2_932_896, 5), ("1900-01-01", -25_567, 1),
    ])
    func `a day is read, counted and written`(text: String, number: Int64, weekday: Int) throws {
        let day = try #require(Day(text))
        #expect(day.number == number)
        #expect(day.description == text)
        #expect(day.weekday == weekday)
        #expect(Day(number: number) == day)
    }

    @Test(arguments: [
        "", "2026-11-31", "2026-02-29", "1899-12-31", "2026-1-01", "2026-011-1", "２０２６-11-29",
        "2026-11-29 ", "-026-11-29", "2026/11/29", "2026-00-10", "2026-13-01", "10000-01-01",
        "2026-11-2\u{0660}", "2026-11-29T00:00",
    ])
    func `what is no day is none`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `every day of four hundred years has its own text and comes back`() throws {
        let first = try #require(Day("1900-01-01")), last = try #require(Day("2300-01-01"))
        var before = ""
        for number in first.number...last.number {
            let text = try #require(Day(number: number)).description
            #expect(before < text && Day(text)?.number == number)
            before = text
        }
    }

    @Test func `a moment belongs to the day of its zone`() throws {
        let tokyo = try #require(Zone(named: "Asia/Tokyo"))
        let evening = Instant(seconds: 1_764_428_400)  // 2025-11-29T15:00:00Z
        #expect(Zone.utc.day(of: evening)?.description == "2025-11-29")
        #expect(tokyo.day(of: evening)?.description == "2025-11-30")
        #expect(tokyo.start(of: try #require(Day("2025-11-30"))) == evening)
        #expect(Zone.utc.day(of: Instant(seconds: -1))?.description == "1969-12-31")
    }

    @Test func `a day begins when its clocks say so, summer time or not`() throws {
        let berlin = try #require(Zone(named: "Europe/Berlin"))
        for text in ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26"] {
            let day = try #require(Day(text))
            let start = berlin.start(of: day)
            #expect(berlin.text(of: start).hasPrefix(text + " 00:00:00"))
            #expect(berlin.day(of: start) == day)
            #expect(berlin.day(of: start.advanced(by: .seconds(-1))) == day.advanced(by: -1))
        }
    }

    @Test func `no day lies past the years that are known`() throws {
        let last = try #require(Day("9999-12-31"))
        #expect(last.advanced(by: 1) == nil)
        #expect(last.advanced(by: -1)?.description == "9999-12-30")
    }
}
