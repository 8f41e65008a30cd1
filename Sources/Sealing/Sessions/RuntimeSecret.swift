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

    /// What finds a person's sessions and says to nobody else whose they are: the first 16 bytes of
    /// HKDF-SHA256(secret, salt = person id, `genkan/v1/session-person`).
    ///
    /// - Throws: `unavailable` (session) when the secure heap is full.
    public func tag(of person: ObjectID) throws(SealingError) -> [UInt8] {
        try making(.session, person) {
            let tag = try HKDF.derive(
                keyMaterial: bytes, salt: person.bytes.span, info: Label.sessionPerson.bytes.span,
                count: 32)
            return try tag.openly(0..<16)
        }
    }

    /// Lends the 32 bytes to `body`, to write them.
    public func withFileBytes<Result, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withBytes(body)
    }
}
