import COpenSSL

/// ECDSA on the curve P-256 with SHA-256 (FIPS 186-5, SEC 1), checking only: the house signs with
/// Ed25519, but most passkeys sign with this.
public enum P256 {
    /// The length of one coordinate in bytes.
    public static let coordinateCount = 32
    /// The length of the longest signature in bytes. A shorter r or s makes a shorter one.
    public static let longestSignature = 72

    /// A public key: a point on the curve.
    public struct PublicKey: Hashable, Sendable {
        /// The coordinates X and Y, big-endian, 32 bytes each.
        public let bytes: [UInt8]

        /// Throws `invalidKey` unless there are 64 bytes whose halves, both below the field's
        /// prime, are the coordinates of a point on the curve (SEC 1 § 3.2.2.1; the curve's
        /// cofactor is 1, so that every such point is a key).
        public init(bytes: [UInt8]) throws(OpenSSLError) {
            guard bytes.count == 2 * coordinateCount else {
                throw OpenSSLError(.invalidKey, "P-256")
            }
            self.bytes = bytes
            _ = try keyObject()
        }

        /// Whether `signature` is one of `message` by the owner of this key.
        ///
        /// The signature is the DER of `SEQUENCE { INTEGER r, INTEGER s }` (RFC 3279 § 2.2.3) in
        /// its one spelling: an integer with needless zeros, a longer length or a byte behind the
        /// end is none. Whoever has one signature can make a second one of the same message (s and
        /// −s): a signature is no name for anything. An error means that nothing could be checked.
        public func isValid(
            signature: Span<UInt8>, for message: Span<UInt8>
        ) throws(OpenSSLError) -> Bool {
            guard signature.count <= longestSignature else { return false }
            return try DigestContext("ECDSA").verifies(
                signature, for: message, under: keyObject(), hash: "SHA256", "ECDSA")
        }

        private func keyObject() throws(OpenSSLError) -> KeyObject {
            try unsafe KeyObject(genkan_p256_public_key([4] + bytes), "P-256")
        }
    }
}
