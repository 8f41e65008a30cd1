import COpenSSL

/// OpenSSL's key object, freed with the value; private halves lie in the secure heap.
///
/// Sendable: nothing changes the object after it was made, and OpenSSL locks its own caches.
@safe struct KeyObject: ~Copyable, @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes over a key that a C function made; nil becomes an error.
    init(
        _ pointer: OpaquePointer?, _ operation: String, _ code: OpenSSLError.Code = .invalidKey
    ) throws(OpenSSLError) {
        guard let pointer = unsafe pointer else { throw OpenSSLError(code, operation) }
        unsafe self.pointer = pointer
    }

    /// A private key of `algorithm` ("X25519", "ED25519") from its 32 raw bytes.
    init(_ algorithm: String, privateKey: borrowing SecretBytes) throws(OpenSSLError) {
        guard privateKey.count == 32 else { throw OpenSSLError(.invalidKey, algorithm) }
        try unsafe self.init(
            privateKey.withPointer {
                unsafe EVP_PKEY_new_raw_private_key_ex(nil, algorithm, nil, $0, privateKey.count)
            }, algorithm)
    }

    /// A public key of `algorithm` from its 32 raw bytes.
    init(_ algorithm: String, publicKey: [UInt8]) throws(OpenSSLError) {
        guard publicKey.count == 32 else { throw OpenSSLError(.invalidKey, algorithm) }
        try unsafe self.init(
            EVP_PKEY_new_raw_public_key_ex(nil, algorithm, nil, publicKey, publicKey.count),
            algorithm)
    }

    deinit { unsafe EVP_PKEY_free(pointer) }

    /// The 32 raw bytes of the public half.
    borrowing func publicBytes() throws(OpenSSLError) -> [UInt8] {
        try unsafe [UInt8](count: 32, from: "public key") { output in
            var count = 32
            let status = unsafe EVP_PKEY_get_raw_public_key(pointer, output, &count)
            return count == 32 ? status : 0
        }
    }

    /// The 32 raw bytes of the private half.
    borrowing func privateBytes() throws(OpenSSLError) -> SecretBytes {
        try unsafe SecretBytes(count: 32, from: "private key") { output in
            var count = 32
            let status = unsafe EVP_PKEY_get_raw_private_key(pointer, output, &count)
            return count == 32 ? status : 0
        }
    }
}
