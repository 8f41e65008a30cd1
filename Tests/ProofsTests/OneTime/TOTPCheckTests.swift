import Testing

@testable import Proofs

struct TOTPCheckTests {
    private let present = noon / 30

    @Test func `a password is good in its step and in the ones beside it, and no second longer`()
        throws
    {
        let seed = try publishedSeed()
        let password = try seed.shown(at: noon)
        for now in [noon - 30, noon - 1, noon, noon + 29, noon + 30, noon + 59] {
            #expect(try seed.check(password, now: now, after: 0) == present)
        }
        for now in [noon - 31, noon - 60, noon + 60, noon + 3600] {
            #expect(try seed.check(password, now: now, after: 0) == nil)
        }
    }

    @Test func `a step counts once, and none before it counts any more`() throws {
        let seed = try publishedSeed()
        for offset: Int64 in -1...1 {
            let password = try seed.shown(at: noon + 30 * offset)
            for last in [0, present + offset - 1] {
                #expect(try seed.check(password, now: noon, after: last) == present + offset)
            }
            for last in [present + offset, present + offset + 1, TOTPSeed.latestStep] {
                #expect(try seed.check(password, now: noon, after: last) == nil)
            }
        }
    }

    @Test func `after the clock jumped back nothing counts until it has caught up`() throws {
        let seed = try publishedSeed()
        let last = try #require(try seed.check(seed.shown(at: noon), now: noon, after: 0))
        for back: Int64 in [30, 60, 3600, 86_400] {
            let now = noon - back
            #expect(try seed.check(seed.shown(at: now), now: now, after: last) == nil)
        }
        let next = try seed.check(seed.shown(at: noon + 30), now: noon + 30, after: last)
        #expect(next == last + 1)
    }

    @Test func `a password that two steps share uses up the later one`() throws {
        // The steps 153567 and 153569 of the published seed have the same digits.
        let seed = try publishedSeed()
        let now: Int64 = 153_568 * 30
        #expect(try seed.check("468457", now: now, after: 0) == 153_569)
        #expect(try seed.check("468457", now: now - 30, after: 0) == 153_567)
        #expect(try seed.check("468457", now: now, after: 153_569) == nil)
    }

    @Test func `full-width digits and blanks are accepted`() throws {
        let seed = try publishedSeed()
        for typed in [
            "005924", " 005924\n", "005 924", "００５９２４", "００５　９２４", "0 0\t5\u{A0}9\u{200B}2 4",
            "\u{FEFF}005924",
        ] {
            #expect(try seed.check(typed, now: 1_234_567_890, after: 0) == 41_152_263)
        }
    }

    @Test(arguments: [
        "", "005925", "00592", "0005924", "5924", "005924a", "00592a", "abcdef", "005-924",
        "-05924",
        "+05924", "00592٤", "00592४", "⁰05924", "005924;", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
        "0059240",
    ])
    func `anything else is refused`(typed: String) throws {
        #expect(try publishedSeed().check(typed, now: 1_234_567_890, after: 0) == nil)
    }

    @Test func `a long text is not read`() throws {
        let seed = try publishedSeed()
        let blanks = String(repeating: " ", count: 122)
        #expect(try seed.check("005924" + blanks, now: 1_234_567_890, after: 0) == 41_152_263)
        #expect(try seed.check("005924 " + blanks, now: 1_234_567_890, after: 0) == nil)
        #expect(try seed.check(blanks + "005924 7", now: 1_234_567_890, after: 0) == nil)
    }

    @Test(arguments: [-1, Int64.min, 253_402_300_800, Int64.max])
    func `a time outside the years 1970 to 9999 is an error`(now: Int64) throws {
        let seed = try publishedSeed()
        #expect(throws: ProofError.malformedTime) { try seed.check("005924", now: now, after: 0) }
    }

    @Test func `the first and the last moment have their passwords`() throws {
        let seed = try publishedSeed()
        #expect(try seed.check(seed.shown(at: 0), now: 0, after: 0) == nil)
        #expect(try seed.check(seed.shown(at: 30), now: 0, after: 0) == 1)
        let last: Int64 = 253_402_300_799
        #expect(
            try seed.check(seed.shown(at: last + 30), now: last, after: 0) == TOTPSeed.latestStep)
    }

    @Test func `another person's password is worth nothing`() throws {
        let (anna, ben) = (try publishedSeed(), try TOTPSeed.create())
        var accepted = 0
        for hour: Int64 in 0..<20 {
            let now = noon + 3600 * hour
            accepted += try ben.check(anna.shown(at: now), now: now, after: 0) == nil ? 0 : 1
        }
        // Three in a million by chance, each time.
        #expect(accepted <= 1)
    }
}
