import COpenSSL

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// The length of a digest in bytes.
    public static let digestCount = 32

    /// The 32-byte digest of `message`.
    public static func digest(of message: Span<UInt8>) throws(OpenSSLError) -> [UInt8] {
        let algorithm = unsafe try Fetched.sha256.required("SHA-256")
        return try unsafe [UInt8](count: digestCount, from: "SHA-256") { output in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe EVP_Digest(
                    message.baseAddress, message.count, output, nil, algorithm, nil)
            }
        }
    }
}
