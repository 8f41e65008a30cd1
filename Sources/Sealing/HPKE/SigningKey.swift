import OpenSSL

/// An Ed25519 key pair (RFC 8032). A person's is opened at step-up only and never kept.
public final class SigningKey: Sendable {
    let privateKey: Ed25519.PrivateKey

    var publicKey: Ed25519.PublicKey { privateKey.publicKey }

    /// The public half, 32 bytes.
    public var publicBytes: [UInt8] { publicKey.bytes }

    init() throws(OpenSSLError) {
        privateKey = try Ed25519.PrivateKey()
    }

    /// The pair of a 32-byte seed.
    init(seed: borrowing SecretBytes) throws(OpenSSLError) {
        privateKey = try Ed25519.PrivateKey(rawRepresentation: seed)
    }

    /// The pair of a seed that came out of a sealed box, if its public half is the expected one.
    convenience init(
        seed: borrowing SecretBytes, expecting publicKey: Ed25519.PublicKey
    ) throws {
        try self.init(seed: seed)
        guard self.publicKey == publicKey else { throw Refusal.refused }
    }

    func seed() throws(OpenSSLError) -> SecretBytes {
        try privateKey.rawRepresentation()
    }

    /// The 64-byte signature over the label, a zero byte and the message.
    func signature(_ label: Label, for message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        try privateKey.signature(for: (label.separated + message).span)
    }
}

extension Ed25519.PublicKey {
    /// Throws `Refusal` unless `signature` is this key's over label, zero byte and message.
    func verify(_ signature: [UInt8], _ label: Label, for message: [UInt8]) throws {
        guard try isValid(signature: signature.span, for: (label.separated + message).span) else {
            throw Refusal.refused
        }
    }
}
