import Testing

@testable import Genkan

@Suite struct InstantReadingTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-30T08:15:00Z", 1_796_026_500_000_000),
            ("2026-11-30T08:15:00.5Z", 1_796_026_500_500_000),
            ("2026-11-30t08:15:00.123456789z", 1_796_026_500_123_456),
            ("2026-11-30T17:15:00+09:00", 1_796_026_500_000_000),
            ("2026-11-30T17:15:00+0900", 1_796_026_500_000_000),
            ("2026-11-30T03:15:00-05:00", 1_796_026_500_000_000),
            ("2024-02-29T23:59:59Z", 1_709_251_199_000_000),
        ] as [(String, Int64)])
    func `a date and time is the moment it says`(text: String, microseconds: Int64) {
        #expect(Instant(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "2026-11-30", "2026-11-30T08:15Z", "2026-11-30 08:15:00Z", "2026-11-30T08:15:00",
        "2026-02-30T08:15:00Z", "2026-11-30T24:00:00Z", "2026-11-30T08:60:00Z",
        "2026-11-30T08:15:60Z", "2026-11-30T08:15:00.Z", "2026-11-30T08:15:00.1234567890Z",
        "2026-11-30T08:15:00+9:00", "2026-11-30T08:15:00+09:60", "2026-11-30T08:15:00+24:00",
        "2026-11-30T08:15:00Zulu", "２026-11-30T08:15:00Z", "2026-11-30T08:15:00Z ",
        "+026-11-30T08:15:00Z", "2026-11-30T-8:15:00Z",
    ])
    func `anything else is none`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `what is written is read back`() {
        for seconds in stride(from: Int64(0), to: 4_000_000_000, by: 123_456_789) {
            let moment = Instant(microseconds: seconds * 1_000_000 + 654_321)
            #expect(Instant(rfc3339: moment.description) == moment)
        }
    }
}
