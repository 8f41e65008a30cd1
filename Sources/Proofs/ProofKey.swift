public import OpenSSL

/// A secret that proofs are signed with; never leaves the object.
public final class ProofKey: Sendable {
    /// The shortest secret in bytes.
    public static let shortestSecret = 32

    private let secret: SecretBytes

    /// Takes a secret over. Throws `weakSecret` when it has fewer than 32 bytes.
    public convenience init(_ secret: consuming SecretBytes) throws(ProofError) {
        guard secret.count >= Self.shortestSecret else { throw .weakSecret }
        self.init(unchecked: secret)
    }

    /// A secret of any length, for published vectors.
    init(unchecked secret: consuming SecretBytes) { self.secret = secret }

    /// The 32-byte HMAC-SHA256 of `message`.
    func code(for message: Span<UInt8>) throws(ProofError) -> [UInt8] {
        try ProofError.wrapping { () throws(OpenSSLError) in
            try HMACSHA256.code(for: message, key: secret)
        }
    }

    /// Whether `code` is the code of `message`, compared in constant time.
    func isValid(_ code: Span<UInt8>, for message: Span<UInt8>) throws(ProofError) -> Bool {
        let expected = try self.code(for: message)
        return ConstantTime.equal(expected.span, code)
    }

    /// Whether both hold the same secret.
    func matches(_ other: ProofKey) -> Bool { secret.matches(other.secret) }
}
