import OpenSSL
import Testing

@testable import Sealing

@Suite struct ReceiptSignerTests {
    private let refusal = SealingError(.notGenuine, .houseKey)
    private let statement = Array(#"{"code":"K7HM-4RTX-9CPA"}"#.utf8)

    @Test func `what a house signed it recognises, and no other house does`() throws {
        let house = try HouseKey.create()
        let text = try ReceiptSigner(house).sign(statement)
        #expect(try house.publicKey.statement(ofReceipt: text) == statement)
        #expect(try ReceiptSigner(house).sign(statement) == text)
        let other = try HouseKey.create().publicKey
        #expect(throws: refusal) { try other.statement(ofReceipt: text) }
    }

    @Test func `every character counts`() throws {
        let house = try World().house
        let text = try ReceiptSigner(house).sign(statement)
        for place in text.indices {
            for other: Character in ["A", "B", ".", " "] where other != text[place] {
                var altered = text
                altered.replaceSubrange(place...place, with: [other])
                #expect(throws: refusal) { try house.publicKey.statement(ofReceipt: altered) }
            }
        }
        let parts = text.split(separator: ".").map(String.init)
        let altered = [
            "", ".", "..", text + ".", "." + text, text + "A", text + "\n", String(text.dropLast()),
            parts[0] + "." + parts[1], parts[0] + "." + parts[1] + ".",
            text + String(repeating: "A", count: HousePublicKey.longestReceipt),
        ]
        for text in altered {
            #expect(throws: refusal) { try house.publicKey.statement(ofReceipt: text) }
        }
    }

    /// An algorithm or a type of somebody else's choosing, signed by the house all the same.
    @Test(arguments: [
        #"{"alg":"none"}"#, #"{"alg":"EdDSA"}"#, #"{"alg":"EdDSA","typ":"JWT"}"#,
        #"{"alg":"HS256","typ":"genkan-receipt"}"#,
    ])
    func `a head that is not ours is refused`(head: String) throws {
        let house = try World().house
        let message =
            Base64URL.encode(Array(head.utf8).span) + "." + Base64URL.encode(statement.span)
        let bytes = Array(message.utf8)
        let signature = try house.signing.privateKey.signature(for: bytes.span)
        let text = message + "." + Base64URL.encode(signature.span)
        #expect(throws: refusal) { try house.publicKey.statement(ofReceipt: text) }
    }

    @Test func `nothing that a house signs can be taken for a receipt`() throws {
        for label in Label.allCases { #expect(!label.rawValue.hasPrefix("eyJ")) }
    }

    @Test func `the key set is the house's public key`() throws {
        let house = try World().house
        let set = try ReceiptSigner(house).keySet
        #expect(set.contains(#""x":"\#(Base64URL.encode(house.publicKey.bytes.span))""#))
        #expect(set.contains(#""kty":"OKP""#) && !set.contains(#""d""#))
    }
}
