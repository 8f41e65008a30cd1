import COpenSSL

/// X25519 (RFC 7748): two key pairs agree on 32 secret bytes.
public enum X25519 {
    /// The length of a public key, a private key and a shared secret in bytes.
    public static let keyCount = 32

    /// A public key. Any 32 bytes are one; a low-order point is refused when it is used.
    public struct PublicKey: Hashable, Sendable {
        /// The u-coordinate, 32 bytes, little-endian.
        public let bytes: [UInt8]

        /// Throws `invalidKey` unless there are 32 bytes.
        public init(bytes: [UInt8]) throws(OpenSSLError) {
            guard bytes.count == keyCount else { throw OpenSSLError(.invalidKey, "X25519") }
            self.bytes = bytes
        }
    }

    /// A private key. It lies in the secure heap and is wiped when the value goes.
    public struct PrivateKey: ~Copyable, Sendable {
        private let secret: SecretBytes
        /// The public half.
        public let publicKey: PublicKey

        /// A new key from the kernel's generator.
        public init() throws(OpenSSLError) {
            try self.init(rawRepresentation: SecretBytes.random(count: keyCount))
        }

        /// The key with these 32 bytes, clamped in use as RFC 7748 says. Throws `invalidKey` for
        /// another length.
        public init(rawRepresentation: borrowing SecretBytes) throws(OpenSSLError) {
            let key = try KeyObject("X25519", privateKey: rawRepresentation)
            let secret = try rawRepresentation.duplicate()
            publicKey = try PublicKey(bytes: key.publicBytes())
            self.secret = secret
        }

        /// The 32 bytes the key was made of.
        public borrowing func rawRepresentation() throws(OpenSSLError) -> SecretBytes {
            try secret.duplicate()
        }

        /// The 32 bytes both sides arrive at, before any key derivation.
        ///
        /// - Throws: `invalidKey` when they are all zero, which a low-order public key brings
        ///   about (RFC 7748 § 6.1).
        public borrowing func sharedSecret(
            with other: PublicKey
        ) throws(OpenSSLError) -> SecretBytes {
            Tally.counts.agreements.count()
            let peer = try KeyObject("X25519", publicKey: other.bytes)
            let key = try KeyObject("X25519", privateKey: secret, publicKey: publicKey.bytes)
            let agreement = try Agreement(key)
            try OpenSSLError.check(unsafe EVP_PKEY_derive_init(agreement.context), "X25519")
            try OpenSSLError.check(
                unsafe EVP_PKEY_derive_set_peer(agreement.context, peer.pointer), "X25519",
                .invalidKey)
            let secret = try unsafe SecretBytes(
                count: keyCount, from: "X25519", code: .invalidKey
            ) { output in
                var count = keyCount
                let status = unsafe EVP_PKEY_derive(agreement.context, output, &count)
                return count == keyCount ? status : 0
            }
            let isZero = secret.withBytes { bytes in
                ConstantTime.equal(bytes, [UInt8](repeating: 0, count: keyCount).span)
            }
            guard !isZero else { throw OpenSSLError(.invalidKey, "X25519") }
            return secret
        }
    }

    /// OpenSSL's context of one agreement, freed with the value.
    @safe private struct Agreement: ~Copyable {
        let context: OpaquePointer

        init(_ key: borrowing KeyObject) throws(OpenSSLError) {
            guard let context = unsafe EVP_PKEY_CTX_new_from_pkey(nil, key.pointer, nil) else {
                throw OpenSSLError(.callFailed, "X25519")
            }
            unsafe self.context = context
        }

        deinit { unsafe EVP_PKEY_CTX_free(context) }
    }
}
