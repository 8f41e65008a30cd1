import OpenSSL

/// The key of one session's request tokens, derived from its secret. Another session's tokens, and
/// tokens of before the sign-in, are worth nothing under it.
public final class CSRFKey: Sendable {
    fileprivate let key: ProofKey

    /// Derives the key: HKDF-SHA256 over the session's secret, which has at least 16 random bytes.
    /// Throws `weakSecret` when it has fewer.
    public init(sessionSecret: Span<UInt8>) throws(ProofError) {
        guard sessionSecret.count >= 16 else { throw .weakSecret }
        let derived = try ProofError.wrapping { () throws(OpenSSLError) in
            try HKDF.derive(
                keyMaterial: SecretBytes(copying: sessionSecret), salt: [UInt8]().span,
                info: Array("genkan/v1/csrf".utf8).span, count: ProofKey.shortestSecret)
        }
        key = try ProofKey(derived)
    }
}

/// What a form of the desk carries so that no other site can send it in a member's name.
///
/// 1 version byte, 16 random bytes, 32 bytes of HMAC-SHA256 over both under the session's key; in
/// base64url, 66 characters. It differs on every page, so that compressing the page tells nothing
/// about it (BREACH); it is good as long as the session.
public enum CSRFToken {
    private static let label = "csrf-token"
    private static let version: UInt8 = 1
    private static let headCount = 17

    /// A token for one page.
    public static func make(key: CSRFKey) throws(ProofError) -> String {
        let random = try ProofError.wrapping { () throws(OpenSSLError) in
            try SecureRandom.bytes(headCount - 1)
        }
        return try key.key.token(label, head: [version] + random, boundTo: [])
    }

    /// Whether `text` was made under this session's key; the comparison takes constant time.
    public static func isValid(_ text: String, key: CSRFKey) -> Bool {
        key.key.head(ofToken: text, label, version: version, count: headCount, boundTo: []) != nil
    }
}
