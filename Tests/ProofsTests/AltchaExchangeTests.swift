import OpenSSL
import Testing

@testable import Proofs

struct AltchaExchangeTests {
    /// A whole exchange as text, written by node's own cryptography: secrets
    /// `genkan-example-signing-secret-32b!` and `genkan-example-key-secret-32-byte!`.
    static let example =
        #"{"challenge":{"parameters":{"algorithm":"PBKDF2/SHA-256","cost":200,"#
        + #""data":{"form":"01890a5d-ac96-774b-bcce-b302099a8057"},"expiresAt":4102444800,"#
        + #""keyLength":32,"keyPrefix":"1a3d74c3dd04c64b9e4bc72d7e13f4a0","#
        + #""keySignature":"39e8191467d1a05dda3c0dccf97df100518099e5392e4928060a38a06ff79ddd","#
        + #""nonce":"000102030405060708090a0b0c0d0e0f","salt":"101112131415161718191a1b1c1d1e1f"},"#
        + #""signature":"5f026879735bb6b227a4b616c1df3e2931856d13d9bb7ae5977472203974fb1d"},"#
        + #""solution":{"counter":2345,"#
        + #""derivedKey":"1a3d74c3dd04c64b9e4bc72d7e13f4a033e582bd19e59d93771f6ec1d5deb81d","#
        + #""time":812.4}}"#

    private func exampleIssuer() throws -> AltchaIssuer {
        try issuer(
            signing: "genkan-example-signing-secret-32b!", key: "genkan-example-key-secret-32-byte!"
        )
    }

    private func verdict(_ json: String) throws -> AltchaVerdict {
        try exampleIssuer().verify(
            payload: Base64.standard.text(utf8(json)), form: contact, now: noon)
    }

    @Test func `what another implementation signed and solved is accepted`() throws {
        #expect(
            try verdict(Self.example) == .accepted(mark: Array(0...15), expires: 4_102_444_800))
    }

    @Test func `spaces, another order of names and an escaped slash change nothing`() throws {
        let spaced = Self.example.replacing(
            first: #""cost":200,"#, with: "\n \"cost\" :\t200 ,\r\n")
        let escaped = Self.example.replacing(first: "PBKDF2/SHA", with: #"PBKDF2\/SHA"#)
        let reordered = Self.example.replacing(first: #""cost":200,"#, with: "")
            .replacing(first: #""keyLength":32,"#, with: #""keyLength":32,"cost":200,"#)
        let untimed = Self.example.replacing(first: #","time":812.4"#, with: "")
        for json in [spaced, escaped, reordered, untimed] {
            #expect(
                try verdict(json) == .accepted(mark: Array(0...15), expires: 4_102_444_800))
        }
    }
}
