import OpenSSL
import Testing

@testable import Sealing

@Suite struct InvitationTests {
    private let here: InvitationWorld
    private let notGenuine = SealingError(.notGenuine, .invitation, World.id(0x31))

    init() throws { here = try InvitationWorld() }

    private func refused(
        _ bytes: [UInt8], roster: VerifiedRoster? = nil, _ what: Comment? = nil
    ) {
        #expect(throws: notGenuine, what) { _ = try here.verified(bytes, roster: roster) }
    }

    @Test func `what was signed comes back as it was meant`() throws {
        let content = try here.verified().content
        #expect(content == here.new.invitation.content)
        #expect(content.person == here.carol.person && content.name == "carol")
        #expect(content.role == .manager && content.forms == [World.form])
        #expect(content.inviter == here.world.anna.person && content.roster == 2)
        #expect(content.expires == InvitationWorld.end && !content.isAgain)
        #expect(try content.mark == here.code.mark(here.world.house))
    }

    @Test func `who is in the roster is invited again, with the key that is to go`() throws {
        let again = try InvitationWorld(person: here.world.ben.person, name: "ben", role: .staff)
        #expect(again.new.invitation.content.isAgain)
        #expect(
            again.new.invitation.content.replaces == here.world.ben.agreementKey.publicBytes)
    }

    @Test func `every flipped bit, cut and addition is refused`() throws {
        let bytes = here.new.invitation.bytes
        for changed in Tampering.flippedBits(bytes) + Tampering.truncated(bytes)
            + Tampering.extended(bytes)
        {
            refused(changed)
        }
    }

    @Test func `one row's document under another's id is refused`() throws {
        #expect(throws: SealingError(.notGenuine, .invitation, World.id(0x32))) {
            _ = try VerifiedInvitation.verify(
                here.new.invitation.bytes, id: World.id(0x32), roster: here.world.roster)
        }
    }

    /// The document with another content, signed by whoever likes.
    private func forged(
        by key: PersonKey, as signer: PersonKey? = nil, role: RosterRole = .administrator,
        house: [UInt8]? = nil
    ) throws -> [UInt8] {
        let old = here.new.invitation.content
        let content = Invitation(
            id: old.id, person: old.person, name: old.name, role: role, forms: old.forms,
            inviter: (signer ?? key).person, issued: old.issued, expires: old.expires,
            roster: old.roster, replaces: nil, mark: old.mark, commitment: old.commitment)
        let signed = content.signedBytes(house: house ?? here.world.house.publicKey.fingerprint)
        return try signed + key.signingKey.signature(.invitation, for: signed)
    }

    @Test func `only an administrator's or the recovery person's signature invites`() throws {
        let world = here.world
        for bytes in try [
            forged(by: world.ben), forged(by: here.carol), forged(by: here.carol, as: world.anna),
            forged(by: world.ben, as: world.anna),
        ] {
            refused(bytes)
        }
        #expect(try here.verified(forged(by: world.anna)).content.role == .administrator)
        _ = try here.verified(forged(by: world.recovery))
    }

    @Test func `another house's invitation is refused`() throws {
        let other = try World(houseSeed: 0x41)
        refused(try forged(by: here.world.anna, house: other.house.publicKey.fingerprint))
        refused(here.new.invitation.bytes, roster: other.roster)
    }

    @Test func `nobody is invited to be the recovery person, and a signature serves one purpose`()
        throws
    {
        refused(try forged(by: here.world.anna, role: .recovery))
        let signed = Array(here.new.invitation.bytes.dropLast(64))
        refused(try signed + here.world.anna.signingKey.signature(.roster, for: signed))
    }

    @Test func `who is no administrator any more, or has new keys, invites nobody`() throws {
        let anna = here.world.anna.person
        let other = try World.entry(World.person(0xD4), "dora", .administrator)
        let added = try here.world.roster.succeeded(
            by: here.world.roster.people.map(\.entry) + [other], signer: anna,
            signedWith: here.world.anna.signingKey)
        _ = try here.verified(roster: added)
        func next(_ people: [RosterPerson]) throws -> VerifiedRoster {
            try added.succeeded(
                by: people, signer: anna, signedWith: here.world.anna.signingKey)
        }
        let people = added.people.map(\.entry)
        let demoted = try next(people.map { try $0.id == anna ? $0.changed(role: .staff) : $0 })
        let gone = try next(people.filter { $0.id != anna })
        let fresh = try World.person(0xD6)
        let renewed = try next(
            people.filter { $0.id != anna } + [
                RosterPerson(
                    id: anna, name: "anna", role: .administrator, secondFactor: .none,
                    agreement: fresh.agreementKey.publicKey, signing: fresh.signingKey.publicKey)
            ])
        for roster in [demoted, gone, renewed] {
            refused(here.new.invitation.bytes, roster: roster)
            // What was confirmed is still known: anna was administrator then.
            let history = try here.history([here.world.founding, here.world.roster, added, roster])
            _ = try VerifiedInvitation.verify(
                here.new.invitation.bytes, id: World.id(0x31), history: history)
        }
    }

    @Test
    func `a roster that is named and never was, or had no such administrator, proves nothing`()
        throws
    {
        let old = here.new.invitation.content
        for (number, key) in [(0, here.world.anna), (9, here.world.anna), (2, here.world.ben)] {
            let content = Invitation(
                id: old.id, person: old.person, name: old.name, role: old.role, forms: old.forms,
                inviter: key.person, issued: old.issued, expires: old.expires,
                roster: UInt64(number), replaces: nil, mark: old.mark, commitment: old.commitment)
            let signed = content.signedBytes(house: here.world.house.publicKey.fingerprint)
            let bytes = try signed + key.signingKey.signature(.invitation, for: signed)
            #expect(throws: notGenuine) {
                _ = try VerifiedInvitation.verify(
                    bytes, id: World.id(0x31), history: here.history)
            }
        }
    }

    @Test func `what cannot be an invitation is not made`() throws {
        let world = here.world
        func make(
            name: String = "carol", role: RosterRole = .staff, end: Int64 = InvitationWorld.end,
            signer: PersonKey? = nil, key: PersonKey? = nil
        ) throws {
            _ = try VerifiedInvitation.create(
                InvitationDraft(
                    id: World.id(0x31), person: World.id(0xE0), name: name, role: role, forms: [],
                    issued: World.now, expires: end),
                in: world.roster, signer: (signer ?? world.anna).person,
                signedWith: (key ?? signer ?? world.anna).signingKey, house: world.house)
        }
        try make()
        let refusal = SealingError(.outOfBounds, .invitation, World.id(0x31))
        #expect(throws: refusal) { try make(name: "") }
        #expect(throws: refusal) { try make(name: "a\nb") }
        #expect(throws: refusal) { try make(role: .recovery) }
        #expect(throws: refusal) { try make(end: World.now) }
        #expect(throws: refusal) { try make(signer: world.ben) }
        #expect(throws: refusal) { try make(key: world.ben) }
    }

    @Test func `forms stand in their order, each once`() throws {
        let forms: Set = [World.id(3), World.id(1), World.id(2)]
        let several = try InvitationWorld(forms: forms)
        #expect(several.new.invitation.content.forms == forms.sorted())
        #expect(try several.verified().content.forms == forms.sorted())
    }
}
