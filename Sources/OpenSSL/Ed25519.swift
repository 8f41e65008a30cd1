import COpenSSL

/// Ed25519 (RFC 8032): deterministic signatures of 64 bytes.
public enum Ed25519 {
    /// The length of a public and of a private key in bytes.
    public static let keyCount = 32
    /// The length of a signature in bytes.
    public static let signatureCount = 64

    /// A public key.
    public struct PublicKey: Hashable, Sendable {
        /// The encoded point, 32 bytes.
        public let bytes: [UInt8]

        /// Throws `invalidKey` unless there are 32 bytes. Whether they are a point on the curve
        /// shows at the first verification, which is then false.
        public init(bytes: [UInt8]) throws(OpenSSLError) {
            guard bytes.count == keyCount else { throw OpenSSLError(.invalidKey, "Ed25519") }
            self.bytes = bytes
        }

        /// Whether `signature` is one of `message` by the owner of this key. A signature of
        /// another length than 64 is not; an error means that nothing could be checked.
        public func isValid(
            signature: Span<UInt8>, for message: Span<UInt8>
        ) throws(OpenSSLError) -> Bool {
            guard signature.count == signatureCount else { return false }
            Tally.counts.checks.count()
            let key = try KeyObject("ED25519", publicKey: bytes)
            return try DigestContext("Ed25519").verifies(
                signature, for: message, under: key, hash: nil, "Ed25519")
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

        /// The key with this 32-byte seed. Throws `invalidKey` for another length.
        public init(rawRepresentation: borrowing SecretBytes) throws(OpenSSLError) {
            let key = try KeyObject("ED25519", privateKey: rawRepresentation)
            let secret = try rawRepresentation.duplicate()
            publicKey = try PublicKey(bytes: key.publicBytes())
            self.secret = secret
        }

        /// The 32-byte seed the key was made of.
        public borrowing func rawRepresentation() throws(OpenSSLError) -> SecretBytes {
            try secret.duplicate()
        }

        /// The 64-byte signature of `message`, always the same for the same message.
        public borrowing func signature(
            for message: Span<UInt8>
        ) throws(OpenSSLError) -> [UInt8] {
            let key = try KeyObject("ED25519", privateKey: secret, publicKey: publicKey.bytes)
            let digest = try DigestContext("Ed25519")
            try OpenSSLError.check(
                unsafe EVP_DigestSignInit_ex(
                    digest.context, nil, nil, nil, nil, key.pointer, nil), "Ed25519")
            return try unsafe [UInt8](count: signatureCount, from: "Ed25519") { output in
                unsafe message.withUnsafeBufferPointer { message in
                    var count = signatureCount
                    let status = unsafe EVP_DigestSign(
                        digest.context, output, &count, message.baseAddress, message.count)
                    return count == signatureCount ? status : 0
                }
            }
        }
    }
}
