import OpenSSL
import Testing

@testable import Proofs

struct CSRFTokenTests {
    private func session(_ byte: UInt8) throws -> CSRFKey {
        let secret = [UInt8](repeating: byte, count: 32)
        return try CSRFKey(sessionSecret: secret.span)
    }

    @Test func `a token is good in its own session and differs on every page`() throws {
        let anna = try session(1)
        let ben = try session(2)
        let first = try CSRFToken.make(key: anna)
        let second = try CSRFToken.make(key: anna)
        #expect(first != second)
        #expect(first.utf8.count == 66)
        #expect(CSRFToken.isValid(first, key: anna))
        #expect(CSRFToken.isValid(second, key: anna))
        #expect(CSRFToken.isValid(first, key: try session(1)))
        #expect(!CSRFToken.isValid(first, key: ben))
    }

    @Test func `an altered token is refused`() throws {
        let key = try session(1)
        let text = try CSRFToken.make(key: key)
        let bytes = try #require(Base64.url.bytes(text))
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!CSRFToken.isValid(Base64.url.text(flipped), key: key))
        }
        for altered in ["", text + "A", String(text.dropLast()), text + "=", text + "\n"] {
            #expect(!CSRFToken.isValid(altered, key: key))
        }
    }

    @Test func `a session secret that can be guessed is refused`() {
        #expect(throws: ProofError.weakSecret) {
            let secret = [UInt8](repeating: 1, count: 15)
            return try CSRFKey(sessionSecret: secret.span)
        }
    }

    @Test func `a form token is no request token`() throws {
        let secret = [UInt8](repeating: 9, count: 32)
        let proof = try ProofKey(SecretBytes(copying: secret))
        let text = try FormToken.make(form: contact, now: noon, key: proof)
        #expect(!CSRFToken.isValid(text, key: try CSRFKey(sessionSecret: secret.span)))
    }
}
