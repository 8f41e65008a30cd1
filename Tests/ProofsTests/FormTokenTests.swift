import OpenSSL
import Testing

@testable import Proofs

struct FormTokenTests {
    @Test func `a token tells when the form was shown`() throws {
        let key = try proofKey("form token key")
        let text = try FormToken.make(form: contact, now: noon, key: key)
        let token = try #require(FormToken(text, form: contact, now: noon + 42, key: key))
        #expect(token.issued == noon)
        #expect(token.age(at: noon + 42) == 42)
        #expect(text.utf8.count == 55)
    }

    @Test func `a foreign, old, early or altered token is not read`() throws {
        let other = try proofKey("another key")
        let key = try proofKey("form token key")
        let text = try FormToken.make(form: contact, now: noon, key: key)
        #expect(FormToken(text, form: newsletter, now: noon, key: key) == nil)
        #expect(FormToken(text, form: contact, now: noon - 1, key: key) == nil)
        #expect(FormToken(text, form: contact, now: noon + FormToken.lifetime, key: key) != nil)
        #expect(FormToken(text, form: contact, now: noon + FormToken.lifetime + 1, key: key) == nil)
        #expect(FormToken(text, form: contact, now: noon, key: other) == nil)
        let bytes = try #require(Base64.url.bytes(text))
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            let altered = Base64.url.text(flipped)
            #expect(FormToken(altered, form: contact, now: noon, key: key) == nil)
        }
        for altered in ["", text + "A", String(text.dropLast()), text + "=", " " + text] {
            #expect(FormToken(altered, form: contact, now: noon, key: key) == nil)
        }
    }

    @Test func `a form or time that cannot be written is refused`() throws {
        let key = try proofKey("form token key")
        #expect(throws: ProofError.malformedForm) {
            try FormToken.make(form: "Kontakt!", now: noon, key: key)
        }
        #expect(throws: ProofError.malformedTime) {
            try FormToken.make(form: contact, now: -1, key: key)
        }
    }
}
