import OpenSSL
import Testing

@testable import Sealing

/// Known answers typed in: RFC 9180 appendix A.1.1 (the same key encapsulation and key schedule,
/// with AES-128-GCM) and the published vectors for the suite that we use (AES-256-GCM).
@Suite struct HPKEVectorTests {
    private let info = Hex.bytes("4f6465206f6e2061204772656369616e2055726e")

    @Test func `the key schedule is the one of RFC 9180 A.1.1`() throws {
        let recipient = try KeyPair(
            privateBytes: SecretBytes(
                hex: "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8"))
        let ephemeral = try X25519.PrivateKey(
            rawRepresentation: SecretBytes(
                hex: "52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736"))
        let agreed = try ephemeral.sharedSecret(with: recipient.publicKey)
        let shared = try HPKEContext.sharedSecret(
            agreed, context: ephemeral.publicKey.bytes + recipient.publicBytes)
        let context = try HPKEContext(
            sendingTo: recipient.publicKey, info: info, ephemeral: ephemeral,
            suite: HPKESuite(aead: 0x0001, keyCount: 16))

        #expect(
            Hex.text(ephemeral.publicKey.bytes)
                == "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431")
        #expect(
            Hex.text(shared.exposed())
                == "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc")
        #expect(Hex.text(context.key.exposed()) == "4531685d41d65f03dc48f6b8302c05b0")
        #expect(Hex.text(context.baseNonce) == "56d890e5accaaf011cff4b7d")
        #expect(Hex.text(context.nonce(1)) == "56d890e5accaaf011cff4b7c")
        #expect(Hex.text(context.nonce(256)) == "56d890e5accaaf011cff4a7d")
    }

    @Test func `the suite with AES-256-GCM gives the published ciphertext`() throws {
        let recipient = try KeyPair(
            privateBytes: SecretBytes(
                hex: "497b4502664cfea5d5af0b39934dac72242a74f8480451e1aee7d6a53320333d"))
        let ephemeral = try X25519.PrivateKey(
            rawRepresentation: SecretBytes(
                hex: "179d4b53b6365c45b600c4163b61d95cbc2f4d9e36f1695558dce265ab8bab11"))
        let context = try HPKEContext(
            sendingTo: recipient.publicKey, info: info, ephemeral: ephemeral)
        let text = Array("Beauty is truth, truth beauty".utf8)
        let ciphertext = try context.seal(text.span, sequence: 0, aad: Array("Count-0".utf8))

        #expect(
            Hex.text(context.key.exposed())
                == "f50b0609186798729ed0564b36ef2ef8044f1f9d05636874d1f46c819c7a669f")
        #expect(Hex.text(context.baseNonce) == "151d9929e2449747889bc923")
        #expect(
            ciphertext
                == Hex.bytes(
                    "e5d84cd531cfb583096e7cfa9641bd3079cf3a91cda813c52deb5f512be99319"
                        + "80a41de125a925cdad859d5b7a"))
    }

    @Test func `both sides arrive at the same keys`() throws {
        let recipient = try KeyPair()
        let ephemeral = try X25519.PrivateKey()
        let sender = try HPKEContext(
            sendingTo: recipient.publicKey, info: info, ephemeral: ephemeral)
        let receiver = try HPKEContext(
            receivingWith: recipient, encapsulation: ephemeral.publicKey.bytes, info: info)
        #expect(sender.key.exposed() == receiver.key.exposed())
        #expect(sender.baseNonce == receiver.baseNonce)
    }
}
