import OpenSSL

/// 32 random bytes in the runtime directory, gone with a reboot and in no backup: without them no
/// session opens, even for who has the session table and the cookie.
public final class RuntimeSecret: Sendable {
    /// The length of the file in bytes.
    public static let byteCount = 32

    let bytes: SecretBytes

    /// A new secret: write it with `withFileBytes` to a file of mode 0600 that did not exist.
    ///
    /// - Throws: `unavailable` (session) when the secure heap is full.
    public init() throws(SealingError) {
        do {
            bytes = try SecretBytes.random(count: Self.byteCount)
        } catch {
            throw SealingError(.unavailable, .session)
        }
    }

    /// The secret of a file.
    ///
    /// - Throws: `cannotOpen` (session) for another length.
    public init(fileBytes: Span<UInt8>) throws(SealingError) {
        guard fileBytes.count == Self.byteCount else { throw SealingError(.cannotOpen, .session) }
        do {
            bytes = try SecretBytes(copying: fileBytes)
        } catch {
            throw SealingError(.unavailable, .session)
        }
    }

    /// Lends the 32 bytes to `body`, to write them.
    public func withFileBytes<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withBytes(body)
    }
}
