import OpenSSL

/// What a newcomer has set up: the public halves of the keys they made, bound to the code of the
/// invitation. A row; nothing is believed before it was verified.
///
/// 157 bytes: magic and version (4), SHA-256 of the invitation's bytes (32), person (16), second
/// factor (1), X25519 public key (32), Ed25519 public key (32), when (8), HMAC-SHA256 over label and
/// all before it, under the invitation's key (32).
public struct AcceptedInvitation: Hashable, Sendable {
    /// The length of `bytes`.
    public static let byteCount = contentCount + HMACSHA256.codeCount

    static let magic = Array("GKA\u{01}".utf8)
    private static let contentCount = 125

    /// The bytes as they are stored.
    public let bytes: [UInt8]

    /// A row as it was stored.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Accepts an invitation with these new keys.
    ///
    /// - Parameters:
    ///   - now: microseconds since 1970 UTC.
    /// - Throws: `cannotOpen` (invitation) for the code of another; `outOfBounds` (acceptance) for
    ///   keys of another person, and outside the time in which it can be accepted.
    public static func make(
        of invitation: VerifiedInvitation, code: InvitationCode, key: PersonKey,
        secondFactor: RosterSecondFactor, now: Int64, house: HouseKey
    ) throws(SealingError) -> AcceptedInvitation {
        let content = invitation.content
        let acceptanceKey = try code.acceptanceKey(of: invitation.id, house)
        let commitment = try making(.invitation, invitation.id) {
            try acceptanceKey.commitment(of: invitation.id)
        }
        guard ConstantTime.equal(commitment.span, content.commitment.span) else {
            throw SealingError(.cannotOpen, .invitation, invitation.id)
        }
        guard key.person == content.person, (content.issued..<content.expires).contains(now) else {
            throw SealingError(.outOfBounds, .acceptance, invitation.id)
        }
        return try making(.acceptance, invitation.id) {
            var writer = ByteWriter(capacity: byteCount)
            writer.append(magic)
            try writer.append(SHA256.digest(of: invitation.bytes.span))
            writer.append(content.person)
            writer.append(secondFactor.rawValue)
            writer.append(key.agreement.publicKey.bytes)
            writer.append(key.signing.publicKey.bytes)
            writer.append(now)
            return try AcceptedInvitation(
                bytes: writer.bytes + acceptanceKey.code(for: writer.bytes))
        }
    }

    /// The newcomer as the next roster may list them, if these keys were made by who had the code.
    ///
    /// - Parameters:
    ///   - key: what the confirming administrator's box holds.
    ///   - roster: the newest; it says name and role of somebody who is invited again.
    /// - Throws: `notGenuine` (acceptance) for every change and another invitation's; `outdated`
    ///   (invitation) when the person is in the roster already, left it, or has other keys by now.
    public func verified(
        for invitation: VerifiedInvitation, with key: AcceptanceKey, history: RosterHistory
    ) throws(SealingError) -> RosterPerson {
        let content = invitation.content
        let made = try verifying(.acceptance, invitation.id) {
            try decode(for: invitation, with: key)
        }
        let now = history.newest.person(content.person)
        let isCurrent =
            content.isAgain
            ? now?.agreement.bytes == content.replaces : history.last(content.person) == nil
        guard isCurrent else { throw SealingError(.outdated, .invitation, invitation.id) }
        return try RosterPerson(
            id: content.person, name: now?.name ?? content.name, role: now?.role ?? content.role,
            secondFactor: made.secondFactor, agreement: made.agreement, signing: made.signing)
    }

    private func decode(
        for invitation: VerifiedInvitation, with key: AcceptanceKey
    ) throws -> (
        secondFactor: RosterSecondFactor, agreement: X25519.PublicKey, signing: Ed25519.PublicKey
    ) {
        guard bytes.count == Self.byteCount else { throw Refusal.refused }
        let code = try key.code(for: Array(bytes[..<Self.contentCount]))
        guard ConstantTime.equal(code.span, Array(bytes[Self.contentCount...]).span) else {
            throw Refusal.refused
        }
        var reader = ByteReader(bytes)
        try reader.expect(Self.magic)
        try reader.expect(SHA256.digest(of: invitation.bytes.span))
        try reader.expect(invitation.content.person.bytes)
        guard let factor = try RosterSecondFactor(rawValue: reader.integer(UInt8.self)) else {
            throw Refusal.refused
        }
        let agreement = try X25519.PublicKey(bytes: reader.read(X25519.keyCount))
        let signing = try Ed25519.PublicKey(bytes: reader.read(Ed25519.keyCount))
        let time = try reader.time()
        guard (invitation.content.issued..<invitation.content.expires).contains(time) else {
            throw Refusal.refused
        }
        return (factor, agreement, signing)
    }
}
