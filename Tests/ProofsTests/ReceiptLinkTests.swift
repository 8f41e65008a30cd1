import OpenSSL
import Testing

@testable import Proofs

struct ReceiptLinkTests {
    private let digest = [UInt8](0..<32)

    private func link() throws -> ReceiptLink {
        try #require(ReceiptLink(number: 952_809, milliseconds: noon * 1000 + 7, digest: digest))
    }

    @Test func `what an address carries comes back`() throws {
        let key = try proofKey("receipt key")
        let link = try link(), text = try link.text(form: contact, key: key)
        #expect(ReceiptLink(text, form: contact, key: key) == link)
        #expect(text.utf8.count == 108)
    }

    @Test func `a foreign or altered text is not read`() throws {
        let key = try proofKey("receipt key"), other = try proofKey("another key")
        let text = try link().text(form: contact, key: key)
        #expect(ReceiptLink(text, form: newsletter, key: key) == nil)
        #expect(ReceiptLink(text, form: contact, key: other) == nil)
        let bytes = try #require(Base64.url.bytes(text))
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(ReceiptLink(Base64.url.text(flipped), form: contact, key: key) == nil)
        }
        for altered in ["", text + "A", String(text.dropLast()), text + "=", " " + text] {
            #expect(ReceiptLink(altered, form: contact, key: key) == nil)
        }
    }

    @Test func `a form or digest that cannot be written is refused`() throws {
        let key = try proofKey("receipt key")
        #expect(throws: ProofError.malformedForm) { try link().text(form: "Kontakt!", key: key) }
        #expect(ReceiptLink(number: 1, milliseconds: 1, digest: Array(0..<31)) == nil)
    }
}
