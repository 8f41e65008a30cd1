import COpenSSL

/// OpenSSL's key object, freed with the value.
///
/// OpenSSL 3.0 copies a raw private key into the ordinary heap (and wipes it when the object
/// goes): an object with a private half lives as long as one operation, never longer.
@safe struct KeyObject: ~Copyable {
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

    /// A key pair of `algorithm` whose public half is known, which saves computing it.
    init(
        _ algorithm: String, privateKey: borrowing SecretBytes, publicKey: [UInt8]
    ) throws(OpenSSLError) {
        guard privateKey.count == 32, publicKey.count == 32 else {
            throw OpenSSLError(.invalidKey, algorithm)
        }
        try unsafe self.init(
            privateKey.withPointer { unsafe genkan_key_pair(algorithm, $0, publicKey, 32) },
            algorithm)
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
}
