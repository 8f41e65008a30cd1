import Genkan
import Testing

struct InstantTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (1_000_001, "1970-01-01T00:00:01.000001Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
            (1_795_421_700_000_000, "2026-11-23T08:15:00.000000Z"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
        ] as [(Int64, String)])
    func `an instant is written in RFC 3339`(microseconds: Int64, text: String) {
        #expect(Instant(microseconds: microseconds).description == text)
    }

    @Test func `seconds are rounded down, before 1970 too`() {
        #expect(Instant(microseconds: 1_999_999).seconds == 1)
        #expect(Instant(microseconds: -1).seconds == -1)
        #expect(Instant(microseconds: -1_000_000).seconds == -1)
    }

    @Test func `time goes forth and back by durations`() {
        let start = Instant(seconds: 100)
        #expect(start.advanced(by: .milliseconds(1500)).microseconds == 101_500_000)
        #expect(start.advanced(by: .seconds(-200)) == Instant(seconds: -100))
        #expect(start.advanced(by: .seconds(60)).since(start) == .seconds(60))
        #expect(start.since(start.advanced(by: .seconds(7))) == .seconds(-7))
    }

    @Test func `the ends of the range hold`() {
        #expect(Instant(seconds: .max).microseconds == .max)
        #expect(Instant(seconds: .min).microseconds == .min)
        #expect(Instant(microseconds: .max).advanced(by: .seconds(1)).microseconds == .max)
        #expect(Instant(microseconds: .min).advanced(by: .seconds(-1)).microseconds == .min)
    }

    @Test func `instants sort by time`() {
        #expect(
            [Instant(seconds: 3), Instant(seconds: -1), Instant(seconds: 2)].sorted()
                == [Instant(seconds: -1), Instant(seconds: 2), Instant(seconds: 3)])
    }
}
