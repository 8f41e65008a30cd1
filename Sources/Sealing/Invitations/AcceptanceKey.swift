import OpenSSL

/// The key that a code makes for one invitation: whoever accepts has it from the code, administrators
/// have it sealed, and nobody else can say which keys the newcomer made.
public final class AcceptanceKey: Sendable {
    let bytes: SecretBytes

    init(bytes: consuming SecretBytes) {
        self.bytes = bytes
    }

    /// What the signed invitation says of the key. A box holds this key or one that is refused:
    /// anyone can seal anything to a public key.
    func commitment(of invitation: ObjectID) throws(OpenSSLError) -> [UInt8] {
        try HKDF.expandOpenly(
            bytes, label: Label.acceptanceCommit.separated, info: invitation.bytes.span)
    }

    /// The code of an acceptance's content.
    func code(for content: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        try HMACSHA256.code(for: (Label.acceptance.separated + content).span, key: bytes)
    }

    /// The key for one person who may confirm.
    func sealed(
        for invitation: ObjectID, to person: VerifiedPerson, ephemeral: borrowing X25519.PrivateKey
    ) throws -> SealedAcceptanceKey {
        try SealedAcceptanceKey(
            invitation: invitation, person: person.id,
            sealed: HPKE.seal(
                bytes, to: person.agreement, info: .invitationKey,
                aad: SealedAcceptanceKey.aad(invitation, person), ephemeral: ephemeral))
    }
}

/// The key of an invitation, HPKE-sealed to one administrator: a row.
public struct SealedAcceptanceKey: Hashable, Sendable {
    /// The length of the box in bytes.
    public static let sealedByteCount = 32 + HPKE.overhead

    /// The invitation.
    public let invitation: ObjectID
    /// Who can open it.
    public let person: ObjectID
    /// The box, 80 bytes.
    public let sealed: [UInt8]

    /// A row as it was stored; nothing is believed before it opens.
    public init(invitation: ObjectID, person: ObjectID, sealed: [UInt8]) {
        self.invitation = invitation
        self.person = person
        self.sealed = sealed
    }

    /// The key, if the box opens for this person and holds what the signed invitation commits to.
    ///
    /// - Throws: `cannotOpen` (invitation).
    func open(
        with agreement: KeyPair, of person: VerifiedPerson, for invitation: VerifiedInvitation
    ) throws(SealingError) -> AcceptanceKey {
        try opening(.invitation, invitation.id) {
            guard self.invitation == invitation.id, self.person == person.id else {
                throw Refusal.refused
            }
            let key = try AcceptanceKey(
                bytes: HPKE.open(
                    sealed, with: agreement, info: .invitationKey,
                    aad: Self.aad(invitation.id, person)))
            let commitment = try key.commitment(of: invitation.id)
            guard ConstantTime.equal(commitment.span, invitation.content.commitment.span) else {
                throw Refusal.refused
            }
            return key
        }
    }

    /// Invitation, person, the person's public key.
    static func aad(_ invitation: ObjectID, _ person: VerifiedPerson) -> [UInt8] {
        invitation.bytes + person.id.bytes + person.agreement.bytes
    }
}

extension Keychain {
    /// The key of an invitation out of this person's box.
    ///
    /// - Throws: `cannotOpen` (invitation) for another person's, another invitation's, and one that
    ///   somebody else has sealed.
    public func open(
        _ key: SealedAcceptanceKey, for invitation: VerifiedInvitation
    ) throws(SealingError) -> AcceptanceKey {
        try key.open(with: agreement, of: person, for: invitation)
    }
}
