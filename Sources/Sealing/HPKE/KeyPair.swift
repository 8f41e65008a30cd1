import OpenSSL

/// An X25519 key pair (RFC 7748): what is sealed to its public half opens with its private half.
public final class KeyPair: Sendable {
    let privateKey: X25519.PrivateKey

    var publicKey: X25519.PublicKey { privateKey.publicKey }

    /// The public half, 32 bytes.
    public var publicBytes: [UInt8] { publicKey.bytes }

    /// A fresh pair.
    init() throws(OpenSSLError) {
        privateKey = try X25519.PrivateKey()
    }

    /// The pair of a 32-byte private key.
    init(privateBytes: borrowing SecretBytes) throws(OpenSSLError) {
        privateKey = try X25519.PrivateKey(rawRepresentation: privateBytes)
    }

    /// The pair of a private key that came out of a sealed box, if its public half is the expected
    /// one: whoever seals can put any key into a box.
    convenience init(
        privateBytes: borrowing SecretBytes, expecting publicKey: X25519.PublicKey
    ) throws {
        try self.init(privateBytes: privateBytes)
        guard self.publicKey == publicKey else { throw Refusal.refused }
    }

    func privateBytes() throws(OpenSSLError) -> SecretBytes {
        try privateKey.rawRepresentation()
    }
}
