import COpenSSL

extension CertificateObject {
    /// The first certificate of a PEM text.
    init(pem: String) throws(OpenSSLError) {
        let bytes = Array(pem.utf8)
        let buffer = try PEMBuffer()
        try OpenSSLError.check(
            unsafe BIO_write_ex(buffer.pointer, bytes, bytes.count, nil), "read certificate")
        guard let read = unsafe PEM_read_bio_X509(buffer.pointer, nil, nil, nil) else {
            throw OpenSSLError(.invalidParameters, "read certificate")
        }
        unsafe self.init(owning: read)
    }

    /// Whether a client that trusts `authority` alone would accept this leaf as a TLS server's at
    /// `time` (seconds since 1970 UTC), for `name` if one is given.
    borrowing func isTrusted(
        under authority: borrowing CertificateObject, at time: Int64, name: String? = nil
    ) -> Bool {
        guard let verification = try? Verification() else { return false }
        return unsafe verification.accepts(pointer, under: authority.pointer, at: time, name: name)
    }
}

/// OpenSSL's trust store and verification context, freed with the value.
@safe private struct Verification: ~Copyable {
    private let store: OpaquePointer?
    private let context: OpaquePointer?

    init() throws(OpenSSLError) {
        unsafe store = X509_STORE_new()
        unsafe context = X509_STORE_CTX_new()
    }

    deinit {
        unsafe X509_STORE_CTX_free(context)
        unsafe X509_STORE_free(store)
        ERR_clear_error()
    }

    borrowing func accepts(
        _ leaf: OpaquePointer, under authority: OpaquePointer, at time: Int64, name: String?
    ) -> Bool {
        guard unsafe store != nil, unsafe context != nil,
            unsafe X509_STORE_add_cert(store, authority) == 1,
            unsafe X509_STORE_CTX_init(context, store, leaf, nil) == 1
        else { return false }
        let rules = unsafe X509_STORE_CTX_get0_param(context)
        unsafe X509_VERIFY_PARAM_set_time(rules, Int(time))
        let strict = UInt(X509_V_FLAG_X509_STRICT)
        guard unsafe X509_VERIFY_PARAM_set_flags(rules, strict) == 1,
            unsafe X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_SSL_SERVER) == 1
        else { return false }
        if let name {
            let isHost = unsafe X509_VERIFY_PARAM_set1_ip_asc(rules, name) != 1
            if isHost {
                guard unsafe X509_VERIFY_PARAM_set1_host(rules, name, name.utf8.count) == 1 else {
                    return false
                }
            }
        }
        return unsafe X509_verify_cert(context) == 1
    }
}
