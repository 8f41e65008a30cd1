import OpenSSL

/// What a token of somebody else's CAPTCHA is remembered by: it says nothing else.
public enum CaptchaTokenMark {
    /// The first 16 bytes of SHA-256(`genkan/v1/captcha-token`, a zero byte, the form's id, a zero byte, the
    /// token).
    ///
    /// - Throws: when OpenSSL cannot digest.
    public static func bytes(of token: String, form: String) throws -> [UInt8] {
        let parts = ["genkan/v1/captcha-token", form, token].map { Array($0.utf8) }
        let message = parts[0] + [0] + parts[1] + [0] + parts[2]
        return Array(try SHA256.digest(of: message.span).prefix(16))
    }
}
