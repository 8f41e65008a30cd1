import OpenSSL
import Testing

@testable import Proofs

struct TOTPVectorTests {
    /// RFC 6238, Appendix B, the lines for SHA-1; six digits are the last of its eight.
    @Test(
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
            (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)])
    func `the passwords are those of RFC 6238`(time: Int64, password: String) throws {
        let seed = try publishedSeed()
        #expect(try seed.shown(at: time) == password)
        #expect(try seed.check(password, now: time, after: 0) == time / 30)
    }

    @Test func `the passwords are those of RFC 4226`() throws {
        let published = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871",
            "520489",
        ]
        let seed = try publishedSeed()
        for (count, password) in published.enumerated() {
            #expect(try seed.password(at: Int64(count)) == utf8(password))
        }
    }

    @Test(arguments: [0, 10, 19, 21, 32])
    func `a seed has twenty bytes`(count: Int) {
        #expect(throws: ProofError.malformedSeed) {
            try TOTPSeed(SecretBytes(copying: [UInt8](repeating: 1, count: count)))
        }
    }

    @Test func `every seed is another one`() throws {
        let (one, other) = (try TOTPSeed.create(), try TOTPSeed.create())
        #expect(one.secret.count == 20)
        #expect(exposed(one.secret) != exposed(other.secret))
        #expect(exposed(one.secret).contains { $0 != 0 })
    }
}
