import OpenSSL

/// 256 random bits that stand for a session: in the `__Host-` cookie and nowhere else.
public final class SessionToken: Sendable {
    /// The length of the text in characters.
    public static let textCount = 43
    static let byteCount = 32

    let bytes: SecretBytes
    /// SHA-256 of the token, 32 bytes: the key of its row.
    public let digest: [UInt8]

    /// A new token.
    ///
    /// - Throws: `unavailable` (session) when the secure heap is full.
    public static func create() throws(SealingError) -> SessionToken {
        try SessionToken(
            bytes: making(.session, nil) { try SecretBytes.random(count: byteCount) })
    }

    /// The token of a cookie, or nil unless the text is 43 characters of base64url (RFC 4648 § 5,
    /// no padding, unused bits zero).
    public static func read(_ text: String) -> SessionToken? {
        guard let bytes = Base64URL.decode(text), bytes.count == byteCount,
            let secret = try? SecretBytes(copying: bytes)
        else { return nil }
        return try? SessionToken(bytes: secret)
    }

    init(bytes: consuming SecretBytes) throws(SealingError) {
        digest = try making(.session, nil) {
            try bytes.withBytes { bytes in try SHA256.digest(of: bytes) }
        }
        self.bytes = bytes
    }

    /// The text for the cookie. A cookie is a `String` on its way; nothing else may keep it.
    public var text: String { bytes.withBytes { Base64URL.encode($0) } }
}
