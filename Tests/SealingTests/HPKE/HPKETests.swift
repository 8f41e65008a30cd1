import OpenSSL
import Testing

@testable import Sealing

@Suite struct HPKETests {
    private let recipient: KeyPair
    private let box: [UInt8]
    private let text = Array("a form's private key".utf8)
    private let aad = Array("whose".utf8)

    init() throws {
        recipient = try KeyPair()
        box = try HPKE.seal(
            SecretBytes(copying: text), to: recipient.publicKey, info: .grant, aad: aad)
    }

    @Test func `what is sealed opens`() throws {
        let opened = try HPKE.open(box, with: recipient, info: .grant, aad: aad)
        #expect(opened.exposed() == text)
        #expect(box.count == text.count + HPKE.overhead)
    }

    @Test func `the same text is sealed differently each time`() throws {
        let again = try HPKE.seal(
            SecretBytes(copying: text), to: recipient.publicKey, info: .grant, aad: aad)
        #expect(again != box)
        #expect(again[..<32] != box[..<32])
    }

    @Test func `another recipient, purpose or binding is refused`() throws {
        let other = try KeyPair()
        #expect(throws: (any Error).self) {
            _ = try HPKE.open(box, with: other, info: .grant, aad: aad)
        }
        #expect(throws: (any Error).self) {
            _ = try HPKE.open(box, with: recipient, info: .dataKey, aad: aad)
        }
        #expect(throws: (any Error).self) {
            _ = try HPKE.open(box, with: recipient, info: .grant, aad: aad + [0])
        }
    }

    @Test func `a flipped bit, a missing and an added byte are refused`() throws {
        let changed =
            Tampering.flippedBits(box) + Tampering.truncated(box) + Tampering.extended(box)
        for bytes in changed {
            #expect(throws: (any Error).self) {
                _ = try HPKE.open(bytes, with: recipient, info: .grant, aad: aad)
            }
        }
    }

    @Test(arguments: [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    ])
    func `a point of low order is no key`(point: String) throws {
        #expect(throws: (any Error).self) {
            _ = try HPKE.seal(
                SecretBytes(copying: text), to: X25519.PublicKey(bytes: Hex.bytes(point)),
                info: .grant, aad: aad)
        }
        #expect(throws: (any Error).self) {
            _ = try HPKE.open(
                Hex.bytes(point) + box[32...], with: recipient, info: .grant, aad: aad)
        }
    }
}
