import COpenSSL

/// PBKDF2 with HMAC-SHA-256 (RFC 8018), for proofs of work. Passwords go through ``Scrypt``.
public enum PBKDF2 {
    /// `count` bytes after `iterations` rounds.
    ///
    /// - Throws: `invalidParameters` unless there are 1 to 10,000,000 iterations, `invalidLength`
    ///   unless 1 to 1,024 bytes are asked for.
    public static func sha256(
        password: Span<UInt8>, salt: Span<UInt8>, iterations: Int, count: Int
    ) throws(OpenSSLError) -> [UInt8] {
        guard (1...10_000_000).contains(iterations) else {
            throw OpenSSLError(.invalidParameters, "PBKDF2")
        }
        guard (1...1024).contains(count) else { throw OpenSSLError(.invalidLength, "PBKDF2") }
        let derivation = try KeyDerivation(.pbkdf2, "PBKDF2")
        return try unsafe [UInt8](count: count, from: "PBKDF2") { output in
            unsafe withPointers(password, salt) { password, salt in
                unsafe genkan_pbkdf2_sha256(
                    derivation.context, password.baseAddress, password.count, salt.baseAddress,
                    salt.count, UInt32(iterations), output, count)
            }
        }
    }
}
