import OpenSSL

/// Codes that mean something only to the process that made them: to recognise, in memory, a
/// submission of a static form that arrives twice. The key is random and is never stored.
public final class PassingDigest: Sendable {
    private let key: SecretBytes

    /// A new key, with the process.
    ///
    /// - Throws: `unavailable` (digest) when the secure heap is full.
    public init() throws(SealingError) {
        do {
            key = try SecretBytes.random(count: 32)
        } catch {
            throw SealingError(.unavailable, .digest)
        }
    }

    /// HMAC-SHA256 of `bytes`, 32 bytes.
    ///
    /// - Throws: `unavailable` (digest) when libcrypto fails.
    public func code(for bytes: Span<UInt8>) throws(SealingError) -> [UInt8] {
        do {
            return try HMACSHA256.code(for: bytes, key: key)
        } catch {
            throw SealingError(.unavailable, .digest)
        }
    }
}
