import OpenSSL

extension VerifiedRoster {
    /// The first roster of a house: the set-up administrator and the recovery person, signed by the
    /// administrator, with the anchor that the house signs. Store both.
    ///
    /// - Throws: `outOfBounds` (roster) for other roles, equal ids, or another person's key.
    public static func found(
        administrator: RosterPerson, recovery: RosterPerson, signedWith key: SigningKey,
        house: HouseKey
    ) throws(SealingError) -> (roster: VerifiedRoster, anchor: RosterAnchor) {
        guard administrator.role == .administrator, recovery.role == .recovery,
            administrator.signing == key.publicKey
        else { throw SealingError(.outOfBounds, .roster, administrator.id) }
        let document = RosterDocument(
            house: house.publicKey.fingerprint, number: 1,
            predecessor: RosterDocument.noPredecessor,
            people: [administrator, recovery].sorted { $0.id < $1.id }, signer: administrator.id)
        let roster = try signed(document, with: key)
        let anchor = try making(.roster, nil) {
            try RosterAnchor(founding: roster.pin.digest, house: house)
        }
        return (roster, anchor)
    }

    /// The next roster, with these people instead (in any order).
    ///
    /// - Parameters:
    ///   - signer: an administrator or the recovery person *of this roster*.
    ///   - key: that person's signing half, opened at step-up.
    /// - Throws: `outOfBounds` (roster) for anybody else's signature, and for a list without an
    ///   administrator, without exactly one recovery person, or with an id or a key twice.
    public func succeeded(
        by people: [RosterPerson], signer: ObjectID, signedWith key: SigningKey
    ) throws(SealingError) -> VerifiedRoster {
        guard let person = maySign(signer), person.signing == key.publicKey,
            number < UInt64.max
        else { throw SealingError(.outOfBounds, .roster, signer) }
        return try Self.signed(
            RosterDocument(
                house: house, number: number + 1, predecessor: pin.digest,
                people: people.sorted { $0.id < $1.id }, signer: signer),
            with: key)
    }

    private static func signed(
        _ document: RosterDocument, with key: SigningKey
    ) throws(SealingError) -> VerifiedRoster {
        guard RosterDocument.isOrdered(document.people) else {
            throw SealingError(.outOfBounds, .roster, document.signer)
        }
        return try making(.roster, document.signer) {
            let bytes = document.signedBytes()
            let signature = try key.signature(.roster, for: bytes)
            return try VerifiedRoster(verified: document, bytes: bytes + signature)
        }
    }
}
