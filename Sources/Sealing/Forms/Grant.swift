import OpenSSL

/// A form's private key, HPKE-sealed to one person: a row. Holding it *is* the permission.
public struct Grant: Hashable, Sendable {
    /// The length of the box in bytes.
    public static let sealedByteCount = 32 + HPKE.overhead

    /// The form.
    public let form: ObjectID
    /// Which of the form's key pairs.
    public let generation: UInt32
    /// Who can open it.
    public let person: ObjectID
    /// The box, 80 bytes.
    public let sealed: [UInt8]

    /// A row as it was stored; nothing is believed before it opens.
    public init(form: ObjectID, generation: UInt32, person: ObjectID, sealed: [UInt8]) {
        self.form = form
        self.generation = generation
        self.person = person
        self.sealed = sealed
    }

    /// The form key, if the box opens for this person, form and generation and the private key in
    /// it belongs to the public key that the house signed.
    ///
    /// - Throws: `cannotOpen` (grant) with the form's id.
    func open(
        with agreement: KeyPair, of person: VerifiedPerson, for formKey: VerifiedFormKey
    ) throws(SealingError) -> FormKey {
        try opening(.grant, form) {
            guard form == formKey.form, generation == formKey.generation,
                self.person == person.id
            else { throw Refusal.refused }
            let bytes = try HPKE.open(
                sealed, with: agreement, info: .grant, aad: Self.aad(formKey, person))
            return FormKey(
                formKey, pair: try KeyPair(privateBytes: bytes, expecting: formKey.publicKey))
        }
    }

    /// Form, generation, form public key, person, the person's public key.
    static func aad(_ formKey: VerifiedFormKey, _ person: VerifiedPerson) -> [UInt8] {
        formKey.binding + person.id.bytes + person.agreement.bytes
    }
}
