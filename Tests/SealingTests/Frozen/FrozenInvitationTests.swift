import OpenSSL
import Testing

@testable import Sealing

/// The bytes of version 1, which must open for ever.
@Suite struct FrozenInvitationTests {
    private typealias Bytes = FrozenInvitationVectors

    @Test func `an invitation of version 1 lets carol in`() throws {
        let world = try World()
        let invitation = try VerifiedInvitation.verify(
            Bytes.invitation, id: World.id(0x31), roster: world.roster)
        let code = try #require(try InvitationCode.read(Array("2345-6789-acef-hjkm".utf8).span))
        #expect(try code.mark(world.house) == invitation.content.mark)
        let box = SealedAcceptanceKey(
            invitation: invitation.id, person: world.anna.person, sealed: Bytes.invitationKey)
        let entry = try AcceptedInvitation(bytes: Bytes.acceptedInvitation).verified(
            for: invitation, with: world.keychain(of: world.anna).open(box, for: invitation),
            history: InvitationWorld(world).history)
        #expect(entry.name == "carol" && entry.role == .manager)
        #expect(try entry.agreementBytes == World.person(0xE0).agreementKey.publicBytes)
    }

    @Test func `the same inputs still give the same bytes`() throws {
        let here = try InvitationWorld()
        let box = try #require(here.new.keys.first { $0.person == here.world.anna.person })
        #expect(here.new.invitation.bytes == Bytes.invitation)
        #expect(box.sealed == Bytes.invitationKey)
        #expect(try here.accepted().bytes == Bytes.acceptedInvitation)
    }
}
