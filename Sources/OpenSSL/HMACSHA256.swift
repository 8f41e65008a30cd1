/// HMAC with SHA-256 (RFC 2104, FIPS 198-1).
public enum HMACSHA256 {
    /// The length of a code in bytes.
    public static let codeCount = 32

    /// The 32-byte code of `message`. An empty key is refused with `invalidKey`.
    public static func code(
        for message: Span<UInt8>, key: borrowing SecretBytes
    ) throws(OpenSSLError) -> [UInt8] {
        try AuthenticationCode.make(for: message, key: key, digest: "SHA256", count: codeCount)
    }

    /// Whether `code` is the code of `message`, compared in constant time.
    public static func isValid(
        _ code: Span<UInt8>, for message: Span<UInt8>, key: borrowing SecretBytes
    ) throws(OpenSSLError) -> Bool {
        let expected = try Self.code(for: message, key: key)
        return ConstantTime.equal(expected.span, code)
    }
}
