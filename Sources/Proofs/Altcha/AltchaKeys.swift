public import OpenSSL

/// The two secrets behind ALTCHA challenges. Without both there is no issuer: nothing here has a
/// mode in which a signature is not checked.
public final class AltchaKeys: Sendable {
    /// Signs the parameters of a challenge.
    let signing: ProofKey
    /// Signs the derived key that solves it, so that a check needs no derivation.
    let key: ProofKey

    /// Takes both secrets over. Throws `weakSecret` when one has fewer than 32 bytes or both are
    /// the same.
    public convenience init(
        signing: consuming SecretBytes, key: consuming SecretBytes
    ) throws(ProofError) {
        try self.init(signing: ProofKey(signing), key: ProofKey(key))
    }

    /// Throws `weakSecret` when both are the same.
    init(signing: ProofKey, key: ProofKey) throws(ProofError) {
        guard !signing.matches(key) else { throw .weakSecret }
        self.signing = signing
        self.key = key
    }
}
