import OpenSSL

/// A person's private halves, each in an HPKE box of its own to one credential: a row. Adding,
/// changing or removing a credential is one such row.
public struct SealedPersonKey: Hashable, Sendable {
    /// The length of each box in bytes.
    public static let boxByteCount = 32 + HPKE.overhead

    /// Whose keys they are.
    public let person: ObjectID
    /// The credential that opens them.
    public let credential: ObjectID
    /// The box with the X25519 half, 80 bytes: opened at sign-in.
    public let agreement: [UInt8]
    /// The box with the Ed25519 half, 80 bytes: opened at step-up only.
    public let signing: [UInt8]

    /// A row as it was stored; nothing is believed before it opens.
    public init(person: ObjectID, credential: ObjectID, agreement: [UInt8], signing: [UInt8]) {
        self.person = person
        self.credential = credential
        self.agreement = agreement
        self.signing = signing
    }

    /// The X25519 half, with what the credential derived.
    ///
    /// - Throws: `cannotOpen` (personKey) when a row was changed or exchanged, or when the key
    ///   inside is not the one the roster lists.
    public func openAgreement(
        with pair: KeyPair, of credential: Credential, for person: VerifiedPerson
    ) throws(SealingError) -> KeyPair {
        try opening(.personKey, person.id) {
            try KeyPair(
                privateBytes: openBox(agreement, .person, pair, credential, person),
                expecting: person.agreement)
        }
    }

    /// Spends what `openAgreement` spends: for a wrong password, so that the time tells nothing.
    public static func refuse() {
        guard let pair = try? KeyPair() else { return }
        let box = [UInt8](repeating: 9, count: boxByteCount)
        _ = try? HPKE.open(box, with: pair, info: .person, aad: box)
    }

    /// The Ed25519 half: only when the person has just given the credential again (step-up).
    ///
    /// - Throws: as `openAgreement`.
    public func openSigning(
        with pair: KeyPair, of credential: Credential, for person: VerifiedPerson
    ) throws(SealingError) -> SigningKey {
        try opening(.personKey, person.id) {
            try SigningKey(
                seed: openBox(signing, .personSigning, pair, credential, person),
                expecting: person.signing)
        }
    }

    /// Both halves, to seal them to another credential of the same person.
    ///
    /// - Throws: as `openAgreement`.
    public func open(
        with pair: KeyPair, of credential: Credential, for person: VerifiedPerson
    ) throws(SealingError) -> PersonKey {
        PersonKey(
            person: person.id,
            agreement: try openAgreement(with: pair, of: credential, for: person),
            signing: try openSigning(with: pair, of: credential, for: person))
    }

    private func openBox(
        _ box: [UInt8], _ info: Label, _ pair: KeyPair, _ credential: Credential,
        _ person: VerifiedPerson
    ) throws -> SecretBytes {
        guard person.id == self.person, credential.person == self.person,
            credential.id == self.credential, credential.publicKey == pair.publicKey
        else { throw Refusal.refused }
        let aad = Self.aad(credential, person.agreement, person.signing)
        return try HPKE.open(box, with: pair, info: info, aad: aad)
    }

    /// Both ids and all three public keys, of fixed width.
    static func aad(
        _ credential: Credential, _ agreement: X25519.PublicKey, _ signing: Ed25519.PublicKey
    ) -> [UInt8] {
        credential.person.bytes + credential.id.bytes + credential.publicBytes + agreement.bytes
            + signing.bytes
    }
}
