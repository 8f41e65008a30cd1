import Synchronization

/// What one signed-in person can open: their agreement key, the form keys of their grants, and the
/// data keys opened so far (at most 256). Nothing of the entrance may name this type.
public final class Keychain: Sendable {
    /// How many opened data keys are kept; the oldest goes first.
    public static let mostDataKeys = 256

    /// Whose it is.
    public let person: VerifiedPerson
    let agreement: KeyPair

    private let formKeys = Mutex<[FormGeneration: FormKey]>([:])
    private let dataKeys = Mutex(OpenedDataKeys(limit: mostDataKeys))

    /// The keychain of a person of the verified roster, still without form keys.
    ///
    /// - Parameter agreement: what `SealedPersonKey.openAgreement` gave.
    /// - Throws: `cannotOpen` (personKey) when the roster lists another key for this person.
    public init(person: VerifiedPerson, agreement: KeyPair) throws(SealingError) {
        guard person.agreement == agreement.publicKey else {
            throw SealingError(.cannotOpen, .personKey, person.id)
        }
        self.person = person
        self.agreement = agreement
    }

    /// Opens a grant and keeps its form key.
    ///
    /// - Throws: `cannotOpen` (grant) with the form's id: another person's, another form's or
    ///   generation's, or with a private key that is not the signed public key's.
    public func add(_ grant: Grant, for formKey: VerifiedFormKey) throws(SealingError) {
        let key = try grant.open(with: agreement, of: person, for: formKey)
        formKeys.withLock { $0[FormGeneration(formKey.form, formKey.generation)] = key }
    }

    /// Keeps the key of a form this person has just made.
    public func add(_ formKey: FormKey) {
        let verified = formKey.verified
        formKeys.withLock { $0[FormGeneration(verified.form, verified.generation)] = formKey }
    }

    /// Whether this person can open the form's envelopes of this generation.
    public func holds(_ form: ObjectID, generation: UInt32) -> Bool {
        formKeys.withLock { $0[FormGeneration(form, generation)] != nil }
    }

    /// The content of an envelope.
    ///
    /// - Parameters:
    ///   - header: what the envelope must be, built from its row.
    ///   - record: the row of its data key.
    /// - Throws: `notGranted` (formKey) with the form's id; `cannotOpen` (dataKey or envelope) with
    ///   the data key's or the submission's id.
    public func open(
        _ envelope: [UInt8], expecting header: EnvelopeHeader, under record: DataKeyRecord
    ) throws(SealingError) -> Plaintext {
        try opened(record).open(envelope, expecting: header)
    }

    /// The row of a data key with its wrapped form, which opens some twenty times faster. Nil when
    /// it has one already.
    ///
    /// - Throws: as `open`.
    public func wrapped(_ record: DataKeyRecord) throws(SealingError) -> DataKeyRecord? {
        guard record.wrapped == nil else { return nil }
        return try formKey(record.form, record.generation).wrapped(record)
    }

    /// This person's form key for another person: passing the permission on.
    ///
    /// - Throws: `notGranted` (formKey) with the form's id.
    public func grant(
        _ form: ObjectID, generation: UInt32, to person: VerifiedPerson
    ) throws(SealingError) -> Grant {
        try formKey(form, generation).grant(to: person)
    }

    /// A data key's row under the form's next generation. The envelopes stay as they are.
    ///
    /// - Throws: as `open`; `outOfBounds` (dataKey) when `next` is another form's key.
    public func resealed(
        _ record: DataKeyRecord, to next: VerifiedFormKey, house: HouseKey
    ) throws(SealingError) -> DataKeyRecord {
        guard next.form == record.form else {
            throw SealingError(.outOfBounds, .dataKey, record.id)
        }
        let opened = try opened(record)
        return try making(.dataKey, record.id) {
            let ephemeral = try KeyPair()
            return try DataKeyRecord.make(
                opened.material, id: record.id, for: next, house: house,
                ephemeral: ephemeral.privateKey)
        }
    }

    private func formKey(_ form: ObjectID, _ generation: UInt32) throws(SealingError) -> FormKey {
        let key = formKeys.withLock { $0[FormGeneration(form, generation)] }
        guard let key else { throw SealingError(.notGranted, .formKey, form) }
        return key
    }

    func opened(_ record: DataKeyRecord) throws(SealingError) -> OpenedDataKey {
        let formKey = try formKey(record.form, record.generation)
        if let known = dataKeys.withLock({ $0[record] }) { return known }
        let opened = try formKey.open(record)
        dataKeys.withLock { $0[record] = opened }
        return opened
    }
}

private struct FormGeneration: Hashable {
    let form: ObjectID
    let generation: UInt32

    init(_ form: ObjectID, _ generation: UInt32) {
        self.form = form
        self.generation = generation
    }
}
