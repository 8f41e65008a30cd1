import OpenSSL

/// An invitation that an administrator has signed. There is no way to make one but verification and
/// inviting.
public struct VerifiedInvitation: Hashable, Sendable {
    /// What it says.
    public let content: Invitation
    /// The signed document: a row to store.
    public let bytes: [UInt8]

    /// The invitation's id.
    public var id: ObjectID { content.id }

    private init(content: Invitation, bytes: [UInt8]) {
        self.content = content
        self.bytes = bytes
    }

    /// An invitation with its code, and its key sealed to everybody who may confirm: every
    /// administrator of this roster and the recovery person.
    ///
    /// - Parameters:
    ///   - signer: an administrator or the recovery person of this roster.
    ///   - key: that person's signing half, opened at step-up.
    /// - Throws: `outOfBounds` (invitation) for anybody else's signature, the role `recovery`, a name
    ///   that no roster holds, more than 4,096 forms, or an end before its beginning.
    public static func create(
        _ draft: InvitationDraft, in roster: VerifiedRoster, signer: ObjectID,
        signedWith key: SigningKey, house: HouseKey
    ) throws(SealingError) -> NewInvitation {
        try create(
            draft, in: roster, signer: signer, signedWith: key, house: house,
            code: InvitationCode.create()
        ) { () throws(OpenSSLError) in try X25519.PrivateKey() }
    }

    static func create(
        _ draft: InvitationDraft, in roster: VerifiedRoster, signer: ObjectID,
        signedWith key: SigningKey, house: HouseKey, code: InvitationCode,
        ephemeral: () throws(OpenSSLError) -> X25519.PrivateKey
    ) throws(SealingError) -> NewInvitation {
        guard let person = roster.maySign(signer), person.signing == key.publicKey else {
            throw SealingError(.outOfBounds, .invitation, draft.id)
        }
        let mark = try code.mark(house)
        let acceptanceKey = try code.acceptanceKey(of: draft.id, house)
        let commitment = try making(.invitation, draft.id) {
            try acceptanceKey.commitment(of: draft.id)
        }
        let content = Invitation(
            id: draft.id, person: draft.person, name: draft.name, role: draft.role,
            forms: draft.forms.sorted(), inviter: signer, issued: draft.issued,
            expires: draft.expires, roster: roster.number,
            replaces: roster.person(draft.person)?.agreement.bytes, mark: mark,
            commitment: commitment)
        guard content.isInOrder else { throw SealingError(.outOfBounds, .invitation, draft.id) }
        return try making(.invitation, draft.id) {
            let signed = content.signedBytes(house: house.publicKey.fingerprint)
            let signature = try key.signature(.invitation, for: signed)
            let keys = try roster.defaultHolders.map { holder in
                try acceptanceKey.sealed(for: draft.id, to: holder, ephemeral: ephemeral())
            }
            return NewInvitation(
                invitation: VerifiedInvitation(content: content, bytes: signed + signature),
                code: code, keys: keys)
        }
    }

    /// The invitation of a row, if it was signed by somebody who may sign *now*: nobody comes in by
    /// the hand of who is no administrator any more.
    ///
    /// - Throws: `notGenuine` (invitation) with the id the row has.
    public static func verify(
        _ bytes: [UInt8], id: ObjectID, roster: VerifiedRoster
    ) throws(SealingError) -> VerifiedInvitation {
        try verify(bytes, id: id, house: roster.house) { roster.maySign($0.inviter)?.signing }
    }

    /// The invitation of a row that was confirmed, if it was signed by somebody who might sign *then*:
    /// what it wanted to have granted is still to be known when the inviter has left.
    ///
    /// - Throws: as the other.
    public static func verify(
        _ bytes: [UInt8], id: ObjectID, history: RosterHistory
    ) throws(SealingError) -> VerifiedInvitation {
        try verify(bytes, id: id, house: history.newest.house) { content in
            history.roster(content.roster)?.maySign(content.inviter)?.signing
        }
    }

    private static func verify(
        _ bytes: [UInt8], id: ObjectID, house: [UInt8],
        signer: (Invitation) -> Ed25519.PublicKey?
    ) throws(SealingError) -> VerifiedInvitation {
        try verifying(.invitation, id) {
            let (content, itsHouse, signature) = try Invitation.decode(bytes)
            guard content.id == id, itsHouse == house, let key = signer(content) else {
                throw Refusal.refused
            }
            let signed = content.signedBytes(house: itsHouse)
            guard signed + signature == bytes else { throw Refusal.refused }
            try key.verify(signature, .invitation, for: signed)
            return VerifiedInvitation(content: content, bytes: bytes)
        }
    }
}

/// An invitation just made: store it with its keys, show the code, and let it go.
public struct NewInvitation: Sendable {
    /// The signed document.
    public let invitation: VerifiedInvitation
    /// What the newcomer types.
    public let code: InvitationCode
    /// The rows for those who may confirm.
    public let keys: [SealedAcceptanceKey]
}
