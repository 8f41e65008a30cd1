import OpenSSL
import Testing

@testable import Proofs

struct SecondFactorTests {
    @Test func `a one-time password is used once`() throws {
        let anna = try annasFactor()
        let password = try anna.seed.shown(at: noon)
        let use = try #require(try anna.check(password, now: noon))
        #expect(use == .oneTimePassword(step: noon / 30))
        let next = try anna.using(use)
        #expect(next.lastStep == noon / 30)
        #expect(next.backupCodes.unusedCount == 10)
        #expect(try next.check(password, now: noon) == nil)
        #expect(throws: ProofError.alreadyUsed) { try next.using(use) }
        // The step before it lies within the window, and counts no more either.
        #expect(try next.check(anna.seed.shown(at: noon - 30), now: noon) == nil)
        #expect(
            try next.check(anna.seed.shown(at: noon + 30), now: noon)
                == .oneTimePassword(step: noon / 30 + 1))
    }

    @Test func `a backup code is used once, and the others stay`() throws {
        let anna = try annasFactor(lastStep: 7)
        let use = try #require(try anna.check("5555-5555-5555", now: noon))
        #expect(use == .backupCode(place: 3))
        let next = try anna.using(use)
        #expect(next.lastStep == 7)
        #expect(next.backupCodes.unusedCount == 9)
        #expect(try next.check("5555-5555-5555", now: noon) == nil)
        #expect(throws: ProofError.alreadyUsed) { try next.using(use) }
        #expect(try next.check("6666-6666-6666", now: noon) == .backupCode(place: 4))
    }

    @Test func `a backup code helps when the clock has jumped back`() throws {
        let anna = try annasFactor(lastStep: noon / 30)
        let past = noon - 86_400
        #expect(try anna.check(anna.seed.shown(at: past), now: past) == nil)
        #expect(try anna.check("2222-2222-2222", now: past) == .backupCode(place: 0))
    }

    @Test func `new backup codes put the old ones out of use`() throws {
        let anna = try annasFactor(lastStep: 7)
        let next = try anna.renewingBackupCodes()
        #expect(next.lastStep == 7)
        #expect(next.backupCodes.unusedCount == 10)
        #expect(exposed(next.seed.secret) == exposed(anna.seed.secret))
        #expect(try next.check("2222-2222-2222", now: noon) == nil)
    }

    @Test func `a new factor has used nothing and is like no other`() throws {
        let (one, other) = (try SecondFactor.create(), try SecondFactor.create())
        #expect(one.lastStep == 0 && one.backupCodes.unusedCount == 10)
        #expect(exposed(one.seed.secret) != exposed(other.seed.secret))
        #expect(exposed(one.backupCodes.symbols) != exposed(other.backupCodes.symbols))
    }

    @Test(arguments: [-1, Int64.min, TOTPSeed.latestStep + 1, Int64.max])
    func `a step that no clock reaches is refused`(step: Int64) {
        #expect(throws: ProofError.malformedFactor) { try annasFactor(lastStep: step) }
    }

    @Test func `neither printing nor dumping shows a secret`() throws {
        let anna = try annasFactor()
        var dumped = "\(anna) \(String(reflecting: anna)) \(anna.seed) \(anna.backupCodes)"
        dump(anna, to: &dumped)
        for secret in ["1234567890", "GEZD", "2222", "[49, 50", "49", "0x31"] {
            #expect(!dumped.contains(secret))
        }
        #expect(dumped.contains("lastStep"))
    }
}
