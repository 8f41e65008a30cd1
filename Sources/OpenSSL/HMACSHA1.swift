/// HMAC with SHA-1 (RFC 2104), for one-time passwords (RFC 4226, RFC 6238) and nothing else.
public enum HMACSHA1 {
    /// The length of a code in bytes.
    public static let codeCount = 20

    /// The 20-byte code of `message`. An empty key is refused with `invalidKey`.
    public static func code(
        for message: Span<UInt8>, key: borrowing SecretBytes
    ) throws(OpenSSLError) -> [UInt8] {
        try AuthenticationCode.make(for: message, key: key, digest: "SHA1", count: codeCount)
    }
}
