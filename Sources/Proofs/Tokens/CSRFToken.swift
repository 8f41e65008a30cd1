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
    private static let version: UInt8 = 1
    private static let headCount = 17

    /// A token for one page.
    public static func make(key: CSRFKey) throws(ProofError) -> String {
        let random = try ProofError.wrapping { () throws(OpenSSLError) in
            try SecureRandom.bytes(headCount - 1)
        }
        let head = [version] + random
        return Base64.url.text(head + (try key.key.code(for: message(head).span)))
    }

    /// Whether `text` was made under this session's key; the comparison takes constant time.
    public static func isValid(_ text: String, key: CSRFKey) -> Bool {
        guard text.utf8.count <= 80, let bytes = Base64.url.bytes(text),
            bytes.count == headCount + 32, bytes[0] == version
        else { return false }
        let head = Array(bytes[..<headCount])
        let code = Array(bytes[headCount...])
        return (try? key.key.isValid(code.span, for: message(head).span)) == true
    }

    private static func message(_ head: [UInt8]) -> [UInt8] {
        Array("genkan/v1/csrf-token\0".utf8) + head
    }
}
