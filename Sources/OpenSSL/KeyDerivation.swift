import COpenSSL

/// One run of a key derivation function; OpenSSL's context, freed with the value.
@safe struct KeyDerivation: ~Copyable {
    let context: OpaquePointer

    init(_ algorithm: Fetched, _ operation: String) throws(OpenSSLError) {
        guard let context = unsafe EVP_KDF_CTX_new(try algorithm.required(operation)) else {
            throw OpenSSLError(.callFailed, operation)
        }
        unsafe self.context = context
    }

    deinit { unsafe EVP_KDF_CTX_free(context) }
}
