import Foundation
import OpenSSL
import Testing

@testable import Sealing

/// The vectors published with RFC 9180, as the Python package `cryptography-vectors` carries them
/// (`HPKE/test-vectors.json`). Runs when `GENKAN_HPKE_VECTORS` names that file.
@Suite(.enabled(if: OutsideWorld.hpkeVectors != nil))
struct HPKEPublishedVectorTests {
    private struct Vector: Decodable {
        struct Encryption: Decodable {
            let aad, ct, nonce, pt: String
        }
        let mode, kem_id, kdf_id, aead_id: Int
        let info, skRm, skEm, enc, shared_secret, key, base_nonce: String
        let encryptions: [Encryption]
    }

    @Test func `every message of every vector of our suite is reproduced`() throws {
        let path = try #require(OutsideWorld.hpkeVectors)
        let vectors = try JSONDecoder().decode(
            [Vector].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        let ours = vectors.filter {
            $0.mode == 0 && $0.kem_id == 0x20 && $0.kdf_id == 1 && $0.aead_id == 2
        }
        try #require(!ours.isEmpty)
        for vector in ours { try reproduce(vector) }
    }

    private func reproduce(_ vector: Vector) throws {
        let recipient = try KeyPair(privateBytes: SecretBytes(hex: vector.skRm))
        let ephemeral = try X25519.PrivateKey(rawRepresentation: SecretBytes(hex: vector.skEm))
        let info = Hex.bytes(vector.info)
        let sender = try HPKEContext(
            sendingTo: recipient.publicKey, info: info, ephemeral: ephemeral)
        let receiver = try HPKEContext(
            receivingWith: recipient, encapsulation: Hex.bytes(vector.enc), info: info)
        #expect(Hex.text(ephemeral.publicKey.bytes) == vector.enc)
        #expect(Hex.text(sender.key.exposed()) == vector.key)
        #expect(Hex.text(sender.baseNonce) == vector.base_nonce)
        for (index, message) in vector.encryptions.enumerated() {
            let sequence = UInt64(index)
            let text = Hex.bytes(message.pt)
            let aad = Hex.bytes(message.aad)
            #expect(Hex.text(sender.nonce(sequence)) == message.nonce)
            let sealed = try sender.seal(text.span, sequence: sequence, aad: aad)
            #expect(Hex.text(sealed) == message.ct)
            let opened = try receiver.open(sealed, sequence: sequence, aad: aad)
            #expect(opened.exposed() == text)
        }
    }
}
