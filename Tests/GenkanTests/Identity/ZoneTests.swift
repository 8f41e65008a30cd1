import Genkan
import Testing

struct ZoneTests {
    private func text(_ name: String, _ seconds: Int64) throws -> String {
        try #require(Zone(named: name)).text(of: Instant(seconds: seconds))
    }

    @Test func `a time is written with the offset of its zone`() throws {
        #expect(try text("Asia/Tokyo", 1_795_421_700) == "2026-11-23 17:15:00+09:00")
        #expect(try text("UTC", 1_795_421_700) == "2026-11-23 08:15:00+00:00")
        #expect(try text("Asia/Kathmandu", 1_795_421_700) == "2026-11-23 14:00:00+05:45")
        #expect(try text("America/St_Johns", 1_795_421_700) == "2026-11-23 04:45:00-03:30")
    }

    @Test func `summer time begins in the second it begins`() throws {
        #expect(try text("Europe/Berlin", 1_774_745_999) == "2026-03-29 01:59:59+01:00")
        #expect(try text("Europe/Berlin", 1_774_746_000) == "2026-03-29 03:00:00+02:00")
    }

    @Test func `the short text has neither seconds nor offset`() throws {
        let zone = try #require(Zone(named: "Asia/Tokyo"))
        #expect(zone.shortText(of: Instant(seconds: 1_795_421_700)) == "2026-11-23 17:15")
    }

    @Test(arguments: ["", "JST", "GMT+9", "Asia/Tokio", "asia/tokyo", "+09:00", "../etc/passwd"])
    func `only names of the IANA database are zones`(name: String) {
        #expect(Zone(named: name) == nil)
    }

    @Test func `zones are equal by name`() {
        #expect(Zone(named: "UTC") == .utc)
        #expect(Zone(named: "Asia/Tokyo") != Zone(named: "Asia/Seoul"))
    }
}
