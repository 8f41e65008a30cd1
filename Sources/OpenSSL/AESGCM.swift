import COpenSSL

/// AES-256-GCM (NIST SP 800-38D): 32-byte key, 12-byte nonce, the 16-byte tag behind the text.
///
/// A nonce must never meet the same key twice. GCM does not commit to its key: who needs that,
/// compares a commitment first.
public enum AESGCM {
    /// The length of a key in bytes.
    public static let keyCount = 32
    /// The length of a nonce in bytes.
    public static let nonceCount = 12
    /// The length of the tag in bytes.
    public static let tagCount = 16
    /// The longest plaintext and the longest authenticated data in bytes: 1 GiB.
    public static let longestInput = 1 << 30

    /// The ciphertext and its tag, 16 bytes longer than `plaintext`.
    ///
    /// - Throws: `invalidLength` for a key, nonce or input of another length than documented.
    public static func seal(
        _ plaintext: Span<UInt8>, key: borrowing SecretBytes, nonce: Span<UInt8>,
        authenticating aad: Span<UInt8>
    ) throws(OpenSSLError) -> [UInt8] {
        let cipher = try CipherContext(
            key, nonce, aad: aad, textCount: plaintext.count, encrypts: true)
        return try unsafe [UInt8](count: plaintext.count + tagCount, from: "AES-GCM") { output in
            unsafe plaintext.withUnsafeBufferPointer { plaintext in
                let tag = unsafe output + plaintext.count
                guard unsafe cipher.update(plaintext, into: output),
                    unsafe cipher.finish(at: tag)
                else { return 0 }
                return unsafe genkan_gcm_get_tag(cipher.context, tag, Int32(tagCount))
            }
        }
    }

    /// The plaintext of `sealed`, handed out only after the tag was found right.
    ///
    /// - Throws: `authenticationFailed` when anything does not match, also when `sealed` is
    ///   shorter than a tag; `invalidLength` for a key, nonce or input of another length than
    ///   documented.
    public static func open(
        _ sealed: Span<UInt8>, key: borrowing SecretBytes, nonce: Span<UInt8>,
        authenticating aad: Span<UInt8>
    ) throws(OpenSSLError) -> SecretBytes {
        Tally.counts.openings.count()
        guard sealed.count >= tagCount else {
            throw OpenSSLError(.authenticationFailed, "AES-GCM")
        }
        let count = sealed.count - tagCount
        let cipher = try CipherContext(key, nonce, aad: aad, textCount: count, encrypts: false)
        // When the status is not 1 the secret is never initialised for the caller: it is wiped.
        return try unsafe SecretBytes(
            count: count, from: "AES-GCM", code: .authenticationFailed
        ) { output in
            unsafe sealed.withUnsafeBufferPointer { sealed in
                let text = unsafe UnsafeBufferPointer(rebasing: sealed.prefix(count))
                let tag = unsafe UnsafeBufferPointer(rebasing: sealed.suffix(tagCount))
                guard unsafe cipher.update(text, into: output),
                    unsafe genkan_gcm_set_tag(
                        cipher.context, tag.baseAddress, Int32(tagCount)) == 1,
                    unsafe cipher.finish(at: output + count)
                else { return 0 }
                return 1
            }
        }
    }
}

/// OpenSSL's cipher context, keyed and fed with the authenticated data; freed with the value.
@safe private struct CipherContext: ~Copyable {
    let context: OpaquePointer
    /// 1 when key, nonce and authenticated data were taken. (An initialiser of an owner cannot
    /// throw once it owns something; nothing is read or written before this is 1.)
    private let status: Int32

    init(
        _ key: borrowing SecretBytes, _ nonce: Span<UInt8>, aad: Span<UInt8>, textCount: Int,
        encrypts: Bool
    ) throws(OpenSSLError) {
        guard key.count == AESGCM.keyCount, nonce.count == AESGCM.nonceCount,
            textCount <= AESGCM.longestInput, aad.count <= AESGCM.longestInput
        else { throw OpenSSLError(.invalidLength, "AES-GCM") }
        let algorithm = unsafe try Fetched.aes256GCM.required("AES-GCM")
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            throw OpenSSLError(.callFailed, "AES-GCM")
        }
        unsafe self.context = context
        status = unsafe withPointers(nonce, aad) { nonce, aad in
            unsafe key.withPointer { keyStart in
                let status = unsafe EVP_CipherInit_ex2(
                    context, algorithm, keyStart, nonce.baseAddress, encrypts ? 1 : 0, nil)
                guard status == 1, aad.count > 0 else { return status }
                var written: Int32 = 0
                return unsafe EVP_CipherUpdate(
                    context, nil, &written, aad.baseAddress, Int32(aad.count))
            }
        }
    }

    deinit { unsafe EVP_CIPHER_CTX_free(context) }

    borrowing func update(_ text: Bytes, into output: UnsafeMutablePointer<UInt8>) -> Bool {
        guard status == 1 else { return false }
        guard !text.isEmpty else { return true }
        var written: Int32 = 0
        let status = unsafe EVP_CipherUpdate(
            context, output, &written, text.baseAddress, Int32(text.count))
        return status == 1 && written == text.count
    }

    /// Ends the text: true only when a tag that was set is right. GCM writes nothing here.
    borrowing func finish(at end: UnsafeMutablePointer<UInt8>) -> Bool {
        guard status == 1 else { return false }
        var written: Int32 = 0
        return unsafe EVP_CipherFinal_ex(context, end, &written) == 1 && written == 0
    }
}
