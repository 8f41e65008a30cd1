import COpenSSL

/// HMAC under a digest that OpenSSL knows by name.
@safe struct AuthenticationCode: ~Copyable {
    private let context: OpaquePointer

    private init() throws(OpenSSLError) {
        guard let context = unsafe EVP_MAC_CTX_new(try Fetched.hmac.required("HMAC")) else {
            throw OpenSSLError(.callFailed, "HMAC")
        }
        unsafe self.context = context
    }

    deinit { unsafe EVP_MAC_CTX_free(context) }

    static func make(
        for message: Span<UInt8>, key: borrowing SecretBytes, digest: String, count: Int
    ) throws(OpenSSLError) -> [UInt8] {
        // OpenSSL takes an absent key for "the key of before".
        guard key.count > 0 else { throw OpenSSLError(.invalidKey, "HMAC") }
        let code = try AuthenticationCode()
        try OpenSSLError.check(
            unsafe key.withPointer { unsafe genkan_mac_init(code.context, digest, $0, key.count) },
            "HMAC key")
        try OpenSSLError.check(
            unsafe message.withUnsafeBufferPointer {
                unsafe EVP_MAC_update(code.context, $0.baseAddress, $0.count)
            }, "HMAC message")
        return try unsafe [UInt8](count: count, from: "HMAC") { output in
            var written = 0
            let status = unsafe EVP_MAC_final(code.context, output, &written, count)
            return written == count ? status : 0
        }
    }
}
