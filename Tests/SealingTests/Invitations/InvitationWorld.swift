import OpenSSL
import Testing

@testable import Sealing

/// anna invites carol as manager, to one form.
struct InvitationWorld {
    let world: World
    let carol: PersonKey
    let code: InvitationCode
    let new: NewInvitation

    static let hour: Int64 = 3_600_000_000
    static let end = World.now + 72 * hour

    init(
        _ world: World? = nil, person: ObjectID? = nil, name: String = "carol",
        role: RosterRole = .manager, forms: Set<ObjectID> = [World.form]
    ) throws {
        let world = try world ?? World()
        self.world = world
        carol = try World.person(0xE0)
        code = try InvitationCode(symbols: SecretBytes(copying: InvitationCode.alphabet.prefix(16)))
        let key = SecretSource()
        new = try VerifiedInvitation.create(
            InvitationDraft(
                id: World.id(0x31), person: person ?? carol.person, name: name, role: role,
                forms: forms, issued: World.now, expires: Self.end),
            in: world.roster, signer: world.anna.person, signedWith: world.anna.signingKey,
            house: world.house, code: code
        ) { () throws(OpenSSLError) in try key.next() }
    }

    /// Ephemeral keys one after the other, so that the bytes are the same each time.
    private final class SecretSource {
        private var byte: UInt8 = 0x26

        func next() throws(OpenSSLError) -> X25519.PrivateKey {
            defer { byte += 1 }
            return try X25519.PrivateKey(
                rawRepresentation: SecretBytes(copying: [UInt8](repeating: byte, count: 32)))
        }
    }

    var history: RosterHistory {
        get throws { try history([world.founding, world.roster]) }
    }

    func history(_ chain: [VerifiedRoster]) throws -> RosterHistory {
        try RosterHistory.verify(
            chain: chain.map(\.bytes), anchor: world.anchor, house: world.house.publicKey,
            pin: #require(chain.last).pin)
    }

    /// The next roster, in which these people stand changed.
    func roster(_ change: (RosterPerson) throws -> RosterPerson?) throws -> VerifiedRoster {
        try world.roster.succeeded(
            by: world.roster.people.map(\.entry).compactMap(change), signer: world.anna.person,
            signedWith: world.anna.signingKey)
    }

    func verified(
        _ bytes: [UInt8]? = nil, roster: VerifiedRoster? = nil
    ) throws -> VerifiedInvitation {
        try VerifiedInvitation.verify(
            bytes ?? new.invitation.bytes, id: World.id(0x31), roster: roster ?? world.roster)
    }

    func accepted(
        _ key: PersonKey? = nil, code: InvitationCode? = nil, at now: Int64 = World.now + hour
    ) throws -> AcceptedInvitation {
        try AcceptedInvitation.make(
            of: new.invitation, code: code ?? self.code, key: key ?? carol,
            secondFactor: .required, now: now, house: world.house)
    }

    /// The invitation's key out of anna's box.
    func annasKey() throws -> AcceptanceKey {
        let box = try #require(new.keys.first { $0.person == world.anna.person })
        return try world.keychain(of: world.anna).open(box, for: new.invitation)
    }

    func entry(_ accepted: AcceptedInvitation) throws -> RosterPerson {
        try accepted.verified(for: new.invitation, with: annasKey(), history: history)
    }
}

extension SecretBytes {
    init(copying bytes: ArraySlice<UInt8>) throws(OpenSSLError) {
        try self.init(copying: Array(bytes))
    }
}
