import COpenSSL

/// An algorithm implementation of libcrypto, looked up once per process and never freed.
///
/// A lookup walks the providers under a lock (about 0.2 µs when nobody else does); the objects
/// themselves are immutable and may be used from every thread, which is why this is Sendable.
@safe struct Fetched: @unchecked Sendable {
    private let pointer: OpaquePointer?

    private init(_ pointer: OpaquePointer?) { unsafe self.pointer = pointer }

    static let aes256GCM = unsafe Fetched(EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))
    static let sha256 = unsafe Fetched(EVP_MD_fetch(nil, "SHA256", nil))
    static let hmac = unsafe Fetched(EVP_MAC_fetch(nil, "HMAC", nil))
    static let hkdf = unsafe Fetched(EVP_KDF_fetch(nil, "HKDF", nil))
    static let pbkdf2 = unsafe Fetched(EVP_KDF_fetch(nil, "PBKDF2", nil))
    static let scrypt = unsafe Fetched(EVP_KDF_fetch(nil, "SCRYPT", nil))

    /// The implementation, or an error when this build of OpenSSL has none.
    func required(_ operation: String) throws(OpenSSLError) -> OpaquePointer {
        guard let pointer = unsafe pointer else { throw OpenSSLError(.callFailed, operation) }
        return unsafe pointer
    }
}
