import COpenSSL

/// OpenSSL's context of one signature, freed with the value.
@safe struct DigestContext: ~Copyable {
    let context: OpaquePointer

    init(_ operation: String) throws(OpenSSLError) {
        guard let context = unsafe EVP_MD_CTX_new() else {
            throw OpenSSLError(.callFailed, operation)
        }
        unsafe self.context = context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// Whether `signature` is one of `message` under `key`; `hash` is nil for an algorithm that
    /// brings its own. An error means that nothing could be checked.
    borrowing func verifies(
        _ signature: Span<UInt8>, for message: Span<UInt8>, under key: borrowing KeyObject,
        hash: String?, _ operation: String
    ) throws(OpenSSLError) -> Bool {
        try OpenSSLError.check(
            unsafe EVP_DigestVerifyInit_ex(context, nil, hash, nil, nil, key.pointer, nil),
            operation)
        let status = unsafe withPointers(signature, message) { signature, message in
            unsafe EVP_DigestVerify(
                context, signature.baseAddress, signature.count, message.baseAddress,
                message.count)
        }
        if status != 1 { ERR_clear_error() }
        return status == 1
    }
}
