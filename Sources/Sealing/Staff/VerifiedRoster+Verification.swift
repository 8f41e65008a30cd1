import OpenSSL

extension VerifiedRoster {
    /// The newest roster of a chain, once every link was verified.
    ///
    /// - Parameters:
    ///   - chain: the bytes of every roster, the first first. All are needed, every time: each is
    ///     believed only because of the one before it.
    ///   - anchor: what the house signed at set-up.
    ///   - house: the public key, compared with its pinned fingerprint before.
    ///   - pin: what `house.state` holds.
    /// - Throws: `outdated` (roster) when the chain ends before the pinned number; `notGenuine`
    ///   (roster) for everything else: a person added, a role flipped, a key exchanged, a signer
    ///   who was no administrator then, a second history, a gap, another house.
    public static func verify(
        chain: [[UInt8]], anchor: RosterAnchor, house: HousePublicKey, pin: RosterPin
    ) throws(SealingError) -> VerifiedRoster {
        try RosterHistory.verify(chain: chain, anchor: anchor, house: house, pin: pin).newest
    }

    /// The roster in these bytes, if it follows the one before it.
    static func link(
        _ bytes: [UInt8], after previous: VerifiedRoster?, anchor: RosterAnchor,
        house: HousePublicKey
    ) throws -> VerifiedRoster {
        let (document, signature) = try RosterDocument.decode(bytes)
        guard document.house == house.fingerprint else { throw Refusal.refused }
        let roster = try VerifiedRoster(verified: document, bytes: bytes)
        guard let previous else {
            return try founding(roster, document, signature, anchor: anchor, house: house)
        }
        guard document.number == previous.number + 1, document.predecessor == previous.pin.digest,
            let signer = previous.maySign(document.signer)
        else { throw Refusal.refused }
        try signer.signing.verify(signature, .roster, for: document.signedBytes())
        return roster
    }

    private static func founding(
        _ roster: VerifiedRoster, _ document: RosterDocument, _ signature: [UInt8],
        anchor: RosterAnchor, house: HousePublicKey
    ) throws -> VerifiedRoster {
        try anchor.verify(founding: roster.pin.digest, house: house)
        guard document.number == 1, document.predecessor == RosterDocument.noPredecessor,
            let signer = roster.maySign(document.signer)
        else { throw Refusal.refused }
        try signer.signing.verify(signature, .roster, for: document.signedBytes())
        return roster
    }
}
