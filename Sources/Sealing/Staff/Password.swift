import OpenSSL

/// A password as it was typed, in the secure heap.
public final class Password: Sendable {
    /// The longest password in bytes; a longer one is refused, never cut.
    public static let longest = 1_024

    let bytes: SecretBytes

    /// A password of 1…1,024 bytes of UTF-8.
    ///
    /// - Parameter normalised: the bytes after Unicode normalisation form C (UAX #15). This module
    ///   has no Unicode tables: whoever reads the password from a page or a terminal normalises it,
    ///   once, and changes nothing else (no trimming, no case folding).
    /// - Throws: `outOfBounds` (credential) for an empty or longer one.
    public init(normalised: Span<UInt8>) throws(SealingError) {
        guard (1...Self.longest).contains(normalised.count) else {
            throw SealingError(.outOfBounds, .credential)
        }
        do {
            bytes = try SecretBytes(copying: normalised)
        } catch {
            throw SealingError(.unavailable, .credential)
        }
    }
}
