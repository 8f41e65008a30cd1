import COpenSSL

/// SHA-256 (FIPS 180-4) of a message that comes in pieces.
public final class SHA256Stream {
    private let context: DigestContext

    /// Of nothing yet.
    public init() throws(OpenSSLError) {
        let algorithm = unsafe try Fetched.sha256.required("SHA-256")
        context = try DigestContext("SHA-256")
        try OpenSSLError.check(
            unsafe EVP_DigestInit_ex2(context.context, algorithm, nil), "SHA-256")
    }

    /// Takes the next piece.
    public func update(_ piece: Span<UInt8>) throws(OpenSSLError) {
        let status = unsafe piece.withUnsafeBufferPointer { piece in
            unsafe EVP_DigestUpdate(context.context, piece.baseAddress, piece.count)
        }
        try OpenSSLError.check(status, "SHA-256")
    }

    /// The 32-byte digest; to be asked for once, at the end.
    public func finish() throws(OpenSSLError) -> [UInt8] {
        try unsafe [UInt8](count: SHA256.digestCount, from: "SHA-256") { output in
            unsafe EVP_DigestFinal_ex(context.context, output, nil)
        }
    }
}
