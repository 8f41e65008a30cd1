import OpenSSL
import Testing

struct ConcurrencyTests {
    @Test func `many tasks share algorithms and keys without disturbing each other`() async throws {
        let signer = Signer(try Ed25519.PrivateKey())
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let text = utf8("submission \(number)")
                    let key = try SecureRandom.bytes(32)
                    let nonce = try SecureRandom.bytes(12)
                    let sealed = try AESGCM.seal(
                        text.span, key: SecretBytes(copying: key), nonce: nonce.span,
                        authenticating: key.span)
                    let opened = try AESGCM.opened(sealed, key, nonce, key)
                    let signature = try signer.key.signature(for: text.span)
                    let publicKey = signer.key.publicKey
                    return try opened == text
                        && publicKey.isValid(signature: signature.span, for: text.span)
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    private final class Signer: Sendable {
        let key: Ed25519.PrivateKey
        init(_ key: consuming Ed25519.PrivateKey) { self.key = key }
    }
}
