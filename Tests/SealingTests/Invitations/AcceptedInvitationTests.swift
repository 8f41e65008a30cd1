import OpenSSL
import Testing

@testable import Sealing

@Suite struct AcceptedInvitationTests {
    private let here: InvitationWorld
    private let notGenuine = SealingError(.notGenuine, .acceptance, World.id(0x31))
    private let cannotOpen = SealingError(.cannotOpen, .invitation, World.id(0x31))

    init() throws { here = try InvitationWorld() }

    @Test func `carol's keys come into the roster as she made them`() throws {
        let entry = try here.entry(here.accepted())
        #expect(entry.id == here.carol.person && entry.name == "carol" && entry.role == .manager)
        #expect(entry.secondFactor == .required)
        #expect(entry.agreementBytes == here.carol.agreementKey.publicBytes)
        #expect(entry.signingBytes == here.carol.signingKey.publicBytes)
    }

    @Test func `every trusted person can check, and nobody else has a box`() throws {
        #expect(
            Set(here.new.keys.map(\.person)) == [
                here.world.anna.person, here.world.recovery.person,
            ])
        let box = try #require(here.new.keys.first { $0.person == here.world.recovery.person })
        let key = try here.world.keychain(of: here.world.recovery).open(
            box, for: here.new.invitation)
        let isSame = try key.bytes.matches(here.annasKey().bytes)
        #expect(isSame)
    }

    @Test func `every flipped bit, cut and addition is refused`() throws {
        let bytes = try here.accepted().bytes
        #expect(bytes.count == AcceptedInvitation.byteCount)
        for changed in Tampering.flippedBits(bytes) + Tampering.truncated(bytes)
            + Tampering.extended(bytes)
        {
            #expect(throws: notGenuine) { _ = try here.entry(AcceptedInvitation(bytes: changed)) }
        }
    }

    @Test func `who has not the code cannot exchange the keys`() throws {
        // Mallory writes to the database and knows house.key, but not the code.
        let mallory = try PersonKey.create(for: here.carol.person)
        let other = try InvitationCode.create()
        #expect(throws: cannotOpen) { _ = try here.accepted(mallory, code: other) }
        let key = try other.acceptanceKey(of: World.id(0x31), here.world.house)
        let genuine = try here.accepted(mallory).bytes
        let forged = Array(genuine.dropLast(32))
        let code = try key.code(for: forged)
        #expect(throws: notGenuine) { _ = try here.entry(AcceptedInvitation(bytes: forged + code)) }
    }

    @Test func `a key that somebody else has sealed to anna is not the invitation's`() throws {
        let other = try InvitationCode.create().acceptanceKey(
            of: World.id(0x31), here.world.house)
        let anna = try here.world.verified(here.world.anna)
        let box = try other.sealed(
            for: World.id(0x31), to: anna, ephemeral: X25519.PrivateKey())
        #expect(throws: cannotOpen) {
            _ = try here.world.keychain(of: here.world.anna).open(box, for: here.new.invitation)
        }
    }

    @Test
    func `a box opens for its person and its invitation alone, and not when a bit is flipped`()
        throws
    {
        let annas = try #require(here.new.keys.first { $0.person == here.world.anna.person })
        let keychain = try here.world.keychain(of: here.world.anna)
        let others = [
            SealedAcceptanceKey(
                invitation: World.id(0x32), person: annas.person, sealed: annas.sealed),
            SealedAcceptanceKey(
                invitation: annas.invitation, person: here.world.ben.person, sealed: annas.sealed),
        ]
        let changed = (Tampering.flippedBits(annas.sealed) + Tampering.truncated(annas.sealed)).map
        {
            SealedAcceptanceKey(invitation: annas.invitation, person: annas.person, sealed: $0)
        }
        for box in others + changed {
            #expect(throws: cannotOpen) { _ = try keychain.open(box, for: here.new.invitation) }
        }
        #expect(throws: cannotOpen) {
            _ = try here.world.keychain(of: here.world.recovery).open(
                annas, for: here.new.invitation)
        }
    }

    @Test func `one invitation's acceptance does not let anybody in by another`() throws {
        let same = try InvitationWorld(here.world, role: .administrator)
        let accepted = try here.accepted()
        #expect(throws: notGenuine) {
            _ = try accepted.verified(
                for: same.new.invitation, with: here.annasKey(), history: here.history)
        }
    }

    @Test func `it is accepted within its time, with keys of the person it is for`() throws {
        let refusal = SealingError(.outOfBounds, .acceptance, World.id(0x31))
        for now in [World.now - 1, InvitationWorld.end, InvitationWorld.end + 1] {
            #expect(throws: refusal) { _ = try here.accepted(at: now) }
        }
        _ = try here.accepted(at: World.now)
        _ = try here.accepted(at: InvitationWorld.end - 1)
        #expect(throws: refusal) { _ = try here.accepted(here.world.ben) }
    }

    @Test func `a time outside is refused even under the right code`() throws {
        var bytes = Array(try here.accepted().bytes.dropLast(32))
        bytes.replaceSubrange(117..<125, with: [0x7F] + [UInt8](repeating: 0xFF, count: 7))
        let code = try here.annasKey().code(for: bytes)
        #expect(throws: notGenuine) { _ = try here.entry(AcceptedInvitation(bytes: bytes + code)) }
    }

    @Test func `who has come in already, or has left again, does not come in once more`() throws {
        let accepted = try here.accepted()
        let entry = try here.entry(accepted)
        let world = here.world
        let with = try world.roster.succeeded(
            by: world.roster.people.map(\.entry) + [entry], signer: world.anna.person,
            signedWith: world.anna.signingKey)
        let without = try with.succeeded(
            by: world.roster.people.map(\.entry), signer: world.anna.person,
            signedWith: world.anna.signingKey)
        let chain = [world.founding, world.roster, with, without]
        for length in [3, 4] {
            #expect(throws: SealingError(.outdated, .invitation, World.id(0x31))) {
                _ = try accepted.verified(
                    for: here.new.invitation, with: here.annasKey(),
                    history: here.history(Array(chain.prefix(length))))
            }
        }
    }

    @Test func `who is invited again keeps name and role of the roster, and is renewed once`()
        throws
    {
        let world = here.world
        let again = try InvitationWorld(
            world, person: world.ben.person, name: "ben", role: .administrator)
        let fresh = try PersonKey.create(for: world.ben.person)
        let accepted = try again.accepted(fresh)
        let entry = try again.entry(accepted)
        #expect(entry.role == .staff && entry.name == "ben")
        #expect(entry.agreementBytes == fresh.agreementKey.publicBytes)
        let next = try again.roster { $0.id == entry.id ? entry : $0 }
        let left = try again.roster { $0.id == entry.id ? nil : $0 }
        for roster in [next, left] {
            #expect(throws: SealingError(.outdated, .invitation, World.id(0x31))) {
                _ = try accepted.verified(
                    for: again.new.invitation, with: again.annasKey(),
                    history: again.history([world.founding, world.roster, roster]))
            }
        }
    }
}

@Suite struct RosterHistoryTests {
    @Test func `who has left is known by the name of the last roster`() throws {
        let here = try InvitationWorld()
        let renamed = try here.roster { try $0.name == "ben" ? $0.changed(name: "Ben B.") : $0 }
        let left = try renamed.succeeded(
            by: renamed.people.map(\.entry).filter { $0.id != here.world.ben.person },
            signer: here.world.anna.person, signedWith: here.world.anna.signingKey)
        let history = try here.history([here.world.founding, here.world.roster, renamed, left])
        #expect(history.newest.pin == left.pin)
        #expect(history.former.map(\.name) == ["Ben B."])
        #expect(history.last(here.world.ben.person)?.name == "Ben B.")
        #expect(history.last(World.id(0x77)) == nil)
        #expect(try here.history.former.isEmpty)
    }
}
