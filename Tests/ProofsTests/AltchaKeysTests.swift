import OpenSSL
import Testing

@testable import Proofs

/// What an issuer cannot be made of or asked for.
struct AltchaKeysTests {
    @Test(arguments: ["", "Contact", "a b", "ä", #"a"b"#, String(repeating: "a", count: 65)])
    func `a form id that JSON would have to escape is refused`(form: String) throws {
        #expect(throws: ProofError.malformedForm) {
            try issuer().challenge(form: form, now: noon)
        }
    }

    @Test(arguments: [-1, .max, 253_402_300_799] as [Int64])
    func `a time that cannot be written is refused`(now: Int64) throws {
        #expect(throws: ProofError.malformedTime) {
            try issuer().challenge(form: contact, now: now)
        }
    }

    @Test func `there is no issuer without two real secrets`() throws {
        #expect(throws: ProofError.weakSecret) {
            try AltchaKeys(
                signing: SecretBytes(copying: []), key: SecretBytes.random(count: 32))
        }
        #expect(throws: ProofError.weakSecret) {
            try AltchaKeys(
                signing: SecretBytes.random(count: 32), key: SecretBytes.random(count: 31))
        }
        #expect(throws: ProofError.weakSecret) {
            let secret = try SecretBytes.random(count: 32)
            return try AltchaKeys(signing: secret.duplicate(), key: secret.duplicate())
        }
    }
}
