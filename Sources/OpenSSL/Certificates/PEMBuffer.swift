import COpenSSL

/// A memory buffer in the secure heap that OpenSSL writes PEM into, freed with the value.
@safe struct PEMBuffer: ~Copyable {
    let pointer: OpaquePointer

    init() throws(OpenSSLError) {
        guard let pointer = unsafe BIO_new(BIO_s_secmem()) else {
            throw OpenSSLError(.callFailed, "PEM")
        }
        unsafe self.pointer = pointer
    }

    deinit { unsafe BIO_free_all(pointer) }

    /// What was written; the buffer is empty afterwards.
    borrowing func contents() throws(OpenSSLError) -> SecretBytes {
        let count = unsafe BIO_ctrl_pending(pointer)
        return try unsafe SecretBytes(count: count, from: "PEM") { output in
            var done = 0
            return unsafe BIO_read_ex(pointer, output, count, &done) == 1 && done == count ? 1 : 0
        }
    }
}

extension KeyObject {
    /// A new ECDSA key on P-256.
    static func generateP256() throws(OpenSSLError) -> KeyObject {
        try unsafe KeyObject(genkan_generate_p256(), "generate P-256 key", .callFailed)
    }

    /// The private key as PEM (PKCS #8, not encrypted).
    borrowing func privatePEM() throws(OpenSSLError) -> SecretBytes {
        let buffer = try PEMBuffer()
        try OpenSSLError.check(
            unsafe PEM_write_bio_PKCS8PrivateKey(
                buffer.pointer, pointer, nil, nil, 0, nil, nil), "write private key")
        return try buffer.contents()
    }
}
