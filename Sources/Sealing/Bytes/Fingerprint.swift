import OpenSSL

/// SHA-256 for things that are public or have at least 128 random bits: the chain of audit rows,
/// session tokens, sealed envelopes. Never for answers: ten digits are guessed in minutes.
public enum Fingerprint {
    /// The 32-byte digest (FIPS 180-4).
    ///
    /// - Throws: `unavailable` when libcrypto fails.
    public static func sha256(_ bytes: Span<UInt8>) throws(SealingError) -> [UInt8] {
        do {
            return try SHA256.digest(of: bytes)
        } catch {
            throw SealingError(.unavailable, .digest)
        }
    }

    /// Whether both are the same bytes, in a time that depends on the lengths only.
    public static func matches(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        ConstantTime.equal(one.span, other.span)
    }
}
