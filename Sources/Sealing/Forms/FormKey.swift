import OpenSSL

/// A form's key pair of one generation. The private half leaves only sealed, in grants.
public final class FormKey: Sendable {
    /// The public half, verified.
    public let verified: VerifiedFormKey
    let pair: KeyPair

    init(_ verified: VerifiedFormKey, pair: KeyPair) {
        self.verified = verified
        self.pair = pair
    }

    /// A new pair, with the signed record to store.
    ///
    /// Grant it to the form's holders and let it go: a new form needs no secret of anybody.
    ///
    /// - Parameter generation: 1 for a new form, one more than before otherwise.
    /// - Throws: `outOfBounds` (formKey) for generation 0; `unavailable` when the heap is full.
    public static func create(
        for form: ObjectID, generation: UInt32, house: HouseKey
    ) throws(SealingError) -> (key: FormKey, record: FormKeyRecord) {
        let pair = try making(.formKey, form) { try KeyPair() }
        return try create(for: form, generation: generation, pair: pair, house: house)
    }

    static func create(
        for form: ObjectID, generation: UInt32, pair: KeyPair, house: HouseKey
    ) throws(SealingError) -> (key: FormKey, record: FormKeyRecord) {
        guard generation > 0 else { throw SealingError(.outOfBounds, .formKey, form) }
        let verified = VerifiedFormKey(
            form: form, generation: generation, publicKey: pair.publicKey, house: house.publicKey)
        let signature = try making(.formKey, form) {
            try house.signing.signature(.formKey, for: verified.binding)
        }
        let record = FormKeyRecord(
            form: form, generation: generation, publicBytes: pair.publicBytes,
            signature: signature)
        return (FormKey(verified, pair: pair), record)
    }

    /// This key for one person of the verified roster: a row.
    ///
    /// - Throws: `unavailable` when the heap is full.
    public func grant(to person: VerifiedPerson) throws(SealingError) -> Grant {
        let ephemeral = try making(.grant, person.id) { try X25519.PrivateKey() }
        return try grant(to: person, ephemeral: ephemeral)
    }

    func grant(
        to person: VerifiedPerson, ephemeral: borrowing X25519.PrivateKey
    ) throws(SealingError) -> Grant {
        try making(.grant, person.id) {
            try Grant(
                form: verified.form, generation: verified.generation, person: person.id,
                sealed: HPKE.seal(
                    pair.privateBytes(), to: person.agreement, info: .grant,
                    aad: Grant.aad(verified, person), ephemeral: ephemeral))
        }
    }
}
