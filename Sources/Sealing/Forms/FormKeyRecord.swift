import OpenSSL

/// A form's public key with the house's signature: a row. Not believed before `verified`.
public struct FormKeyRecord: Hashable, Sendable {
    /// The form.
    public let form: ObjectID
    /// Which of the form's key pairs, from 1.
    public let generation: UInt32
    /// The X25519 public key, 32 bytes.
    public let publicBytes: [UInt8]
    /// The house's Ed25519 signature, 64 bytes.
    public let signature: [UInt8]

    /// A row as it was stored.
    public init(
        form: ObjectID, generation: UInt32, publicBytes: [UInt8], signature: [UInt8]
    ) {
        self.form = form
        self.generation = generation
        self.publicBytes = publicBytes
        self.signature = signature
    }

    /// The key, if this house signed it for this form and generation.
    ///
    /// - Parameter minimumGeneration: the newest generation seen before (1 when none was): an older
    ///   one is refused, because somebody who lost access may still hold it.
    /// - Throws: `notGenuine` or `outdated` (formKey), with the form's id.
    public func verified(
        by house: HousePublicKey, minimumGeneration: UInt32 = 1
    ) throws(SealingError) -> VerifiedFormKey {
        let key = try verifying(.formKey, form) {
            let publicKey = try X25519.PublicKey(bytes: publicBytes)
            let key = VerifiedFormKey(
                form: form, generation: generation, publicKey: publicKey, house: house)
            try house.key.verify(signature, .formKey, for: key.binding)
            return key
        }
        guard generation >= minimumGeneration else { throw SealingError(.outdated, .formKey, form) }
        return key
    }
}
