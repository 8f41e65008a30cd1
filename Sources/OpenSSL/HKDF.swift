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
        guard keyMaterial.count > 0 else { throw OpenSSLError(.invalidKey, "HKDF") }
        let code =
            salt.isEmpty
            ? try AuthenticationCode.begin("SHA256", key: noSalt.span)
            : try AuthenticationCode.begin("SHA256", key: salt)
        try keyMaterial.withBytes { (bytes) throws(OpenSSLError) in try code.update(bytes) }
        return try unsafe SecretBytes(count: SHA256.digestCount, from: "HKDF") {
            unsafe code.write(to: $0, count: SHA256.digestCount)
        }
    }

    private static let noSalt = [UInt8](repeating: 0, count: SHA256.digestCount)

    /// Step two: `count` bytes bound to `info`, out of a pseudorandom key.
    public static func expand(
        _ key: borrowing SecretBytes, info: Span<UInt8>, count: Int
    ) throws(OpenSSLError) -> SecretBytes {
        guard count != SHA256.digestCount else { return try expandKey(key, label: [], info: info) }
        guard key.count > 0 else { throw OpenSSLError(.invalidKey, "HKDF") }
        guard count > 0, count <= longestOutput, info.count <= longestInfo else {
            throw OpenSSLError(.invalidLength, "HKDF")
        }
        let derivation = try KeyDerivation(.hkdf, "HKDF")
        return try unsafe SecretBytes(count: count, from: "HKDF") { output in
            unsafe info.withUnsafeBufferPointer { info in
                unsafe key.withPointer { keyStart in
                    unsafe genkan_hkdf_sha256_expand(
                        derivation.context, keyStart, key.count, info.baseAddress, info.count,
                        output, count)
                }
            }
        }
    }

    /// Step two for a key of 32 bytes whose `info` is `label` ‖ `info`.
    public static func expandKey(
        _ key: borrowing SecretBytes, label: [UInt8], info: Span<UInt8>
    ) throws(OpenSSLError) -> SecretBytes {
        let block = try firstBlock(key, label: label.span, info: info)
        return try unsafe SecretBytes(count: SHA256.digestCount, from: "HKDF") {
            unsafe block.write(to: $0, count: SHA256.digestCount)
        }
    }

    /// As ``expandKey(_:label:info:)``, for 32 bytes that are published.
    public static func expandOpenly(
        _ key: borrowing SecretBytes, label: [UInt8], info: Span<UInt8>
    ) throws(OpenSSLError) -> [UInt8] {
        let block = try firstBlock(key, label: label.span, info: info)
        return try unsafe [UInt8](count: SHA256.digestCount, from: "HKDF") {
            unsafe block.write(to: $0, count: SHA256.digestCount)
        }
    }

    /// T(1) = HMAC(key, info ‖ 1), which is all of an output of 32 bytes (RFC 5869 § 2.3). Without
    /// OpenSSL's KDF object, whose making costs more than the code.
    private static func firstBlock(
        _ key: borrowing SecretBytes, label: Span<UInt8>, info: Span<UInt8>
    ) throws(OpenSSLError) -> AuthenticationCode {
        guard key.count > 0 else { throw OpenSSLError(.invalidKey, "HKDF") }
        guard label.count + info.count <= longestInfo else {
            throw OpenSSLError(.invalidLength, "HKDF")
        }
        let code = try AuthenticationCode.begin("SHA256", key: key)
        try code.update(label)
        try code.update(info)
        try code.update(counter.span)
        return code
    }

    private static let counter: [UInt8] = [1]

    /// Both steps.
    public static func derive(
        keyMaterial: borrowing SecretBytes, salt: Span<UInt8>, info: Span<UInt8>, count: Int
    ) throws(OpenSSLError) -> SecretBytes {
        try expand(extract(salt: salt, keyMaterial: keyMaterial), info: info, count: count)
    }
}
