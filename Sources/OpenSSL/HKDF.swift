import COpenSSL

/// HKDF with SHA-256 (RFC 5869).
///
/// Key material must not be empty (`invalidKey`); an output has 1 to 8,160 bytes and an `info` at
/// most 1,024, OpenSSL 3.0's limit (`invalidLength`). An empty salt means 32 zero bytes, as the
/// RFC says.
public enum HKDF {
    /// The longest output in bytes: 255 digests.
    public static let longestOutput = 255 * SHA256.digestCount
    /// The longest `info` in bytes.
    public static let longestInfo = 1024

    /// Step one: a 32-byte pseudorandom key out of uneven key material.
    public static func extract(
        salt: Span<UInt8>, keyMaterial: borrowing SecretBytes
    ) throws(OpenSSLError) -> SecretBytes {
        try run(
            EVP_KDF_HKDF_MODE_EXTRACT_ONLY, keyMaterial, salt: salt, info: [UInt8]().span,
            count: SHA256.digestCount)
    }

    /// Step two: `count` bytes bound to `info`, out of a pseudorandom key.
    public static func expand(
        _ key: borrowing SecretBytes, info: Span<UInt8>, count: Int
    ) throws(OpenSSLError) -> SecretBytes {
        guard count != SHA256.digestCount else { return try firstBlock(key, info: info) }
        return try run(
            EVP_KDF_HKDF_MODE_EXPAND_ONLY, key, salt: [UInt8]().span, info: info, count: count)
    }

    /// T(1) = HMAC(key, info ‖ 1), which is all of an output of 32 bytes (RFC 5869 § 2.3). Without
    /// OpenSSL's KDF object, whose making costs more than the code.
    private static func firstBlock(
        _ key: borrowing SecretBytes, info: Span<UInt8>
    ) throws(OpenSSLError) -> SecretBytes {
        guard key.count > 0 else { throw OpenSSLError(.invalidKey, "HKDF") }
        guard info.count <= longestInfo else { throw OpenSSLError(.invalidLength, "HKDF") }
        let code = try AuthenticationCode.begin("SHA256", key: key)
        try code.update(info)
        try code.update([1].span)
        return try unsafe SecretBytes(count: SHA256.digestCount, from: "HKDF") {
            unsafe code.write(to: $0, count: SHA256.digestCount)
        }
    }

    /// Both steps.
    public static func derive(
        keyMaterial: borrowing SecretBytes, salt: Span<UInt8>, info: Span<UInt8>, count: Int
    ) throws(OpenSSLError) -> SecretBytes {
        try run(
            EVP_KDF_HKDF_MODE_EXTRACT_AND_EXPAND, keyMaterial, salt: salt, info: info,
            count: count)
    }

    private static func run(
        _ mode: Int32, _ key: borrowing SecretBytes, salt: Span<UInt8>, info: Span<UInt8>,
        count: Int
    ) throws(OpenSSLError) -> SecretBytes {
        guard key.count > 0 else { throw OpenSSLError(.invalidKey, "HKDF") }
        guard count > 0, count <= longestOutput, info.count <= longestInfo else {
            throw OpenSSLError(.invalidLength, "HKDF")
        }
        let derivation = try KeyDerivation(.hkdf, "HKDF")
        return try unsafe SecretBytes(count: count, from: "HKDF") { output in
            unsafe withPointers(salt, info) { salt, info in
                unsafe key.withPointer { keyStart in
                    unsafe genkan_hkdf_sha256(
                        derivation.context, mode, keyStart, key.count, salt.baseAddress,
                        salt.count, info.baseAddress, info.count, output, count)
                }
            }
        }
    }
}
