import OpenSSL

/// Hybrid public key encryption, RFC 9180: base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
/// AES-256-GCM, one message per encapsulation.
///
/// A sealed box is `enc` (32 bytes), ciphertext, tag (16 bytes). Base mode does not say who sealed:
/// what must come from somebody is signed as well.
enum HPKE {
    /// How much longer a box is than its plaintext.
    static let overhead = X25519.keyCount + AESGCM.tagCount

    /// Seals for the owner of `recipient`, with a fresh encapsulation.
    static func seal(
        _ plaintext: borrowing SecretBytes, to recipient: X25519.PublicKey, info: Label,
        aad: [UInt8]
    ) throws -> [UInt8] {
        let ephemeral = try X25519.PrivateKey()
        return try seal(plaintext, to: recipient, info: info, aad: aad, ephemeral: ephemeral)
    }

    /// Seals with a given ephemeral key: for fixed vectors, and for nothing else.
    static func seal(
        _ plaintext: borrowing SecretBytes, to recipient: X25519.PublicKey, info: Label,
        aad: [UInt8], ephemeral: borrowing X25519.PrivateKey
    ) throws -> [UInt8] {
        let context = try HPKEContext(
            sendingTo: recipient, info: info.bytes, ephemeral: ephemeral)
        return try plaintext.withBytes { bytes in
            try ephemeral.publicKey.bytes + context.seal(bytes, sequence: 0, aad: aad)
        }
    }

    /// Opens a box sealed to `recipient` with the same `info` and `aad`.
    ///
    /// - Throws: for anything else. No plaintext leaves before the tag was right.
    static func open(
        _ box: [UInt8], with recipient: KeyPair, info: Label, aad: [UInt8]
    ) throws -> SecretBytes {
        guard box.count >= overhead else { throw Refusal.refused }
        let context = try HPKEContext(
            receivingWith: recipient, encapsulation: Array(box[..<X25519.keyCount]),
            info: info.bytes)
        return try context.open(Array(box[X25519.keyCount...]), sequence: 0, aad: aad)
    }
}
