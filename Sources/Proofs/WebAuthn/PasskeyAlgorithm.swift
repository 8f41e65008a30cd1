/// What passkeys may sign with: the number of an algorithm in COSE (RFC 9053 § 2).
public enum PasskeyAlgorithm: Int, CaseIterable, Hashable, Sendable {
    /// EdDSA on the curve Ed25519. Preferred, therefore first.
    case edDSA = -8
    /// ECDSA on the curve P-256 with SHA-256.
    case es256 = -7
}
