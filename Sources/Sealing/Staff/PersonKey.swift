import OpenSSL

/// Both key pairs of one person, opened: only while a person is added, or a credential is added or
/// changed. Let go of it at once.
public final class PersonKey: Sendable {
    /// Whose it is.
    public let person: ObjectID
    let agreement: KeyPair
    let signing: SigningKey

    init(person: ObjectID, agreement: KeyPair, signing: SigningKey) {
        self.person = person
        self.agreement = agreement
        self.signing = signing
    }

    /// New pairs for a new person.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public static func create(for person: ObjectID) throws(SealingError) -> PersonKey {
        try making(.personKey, person) {
            try PersonKey(person: person, agreement: KeyPair(), signing: SigningKey())
        }
    }

    /// The signing half, for the founding roster.
    public var signingKey: SigningKey { signing }
    /// The agreement half, for the person's first keychain.
    public var agreementKey: KeyPair { agreement }

    /// Both private halves, sealed to a credential of this person: one row.
    ///
    /// - Throws: `outOfBounds` (personKey) when the credential is another person's.
    public func sealed(to credential: Credential) throws(SealingError) -> SealedPersonKey {
        let ephemerals = try making(.personKey, person) { try (KeyPair(), KeyPair()) }
        return try sealed(to: credential, ephemerals: ephemerals)
    }

    func sealed(
        to credential: Credential, ephemerals: (agreement: KeyPair, signing: KeyPair)
    ) throws(SealingError) -> SealedPersonKey {
        guard credential.person == person else {
            throw SealingError(.outOfBounds, .personKey, person)
        }
        let aad = SealedPersonKey.aad(credential, agreement.publicKey, signing.publicKey)
        return try making(.personKey, person) {
            try SealedPersonKey(
                person: person, credential: credential.id,
                agreement: HPKE.seal(
                    agreement.privateBytes(), to: credential.publicKey, info: .person, aad: aad,
                    ephemeral: ephemerals.agreement.privateKey),
                signing: HPKE.seal(
                    signing.seed(), to: credential.publicKey, info: .personSigning, aad: aad,
                    ephemeral: ephemerals.signing.privateKey))
        }
    }
}
