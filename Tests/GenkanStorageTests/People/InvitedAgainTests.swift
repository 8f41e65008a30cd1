import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// A forgotten password: the same person with new keys.
@Suite struct InvitedAgainTests {
    /// By an administrator who cannot open the form that the invitation names.
    private func benInvitedByDora() async throws -> (
        StorageHouse, RegisteredForm, StorageHouse.Slip
    ) {
        let (house, contact) = try await StorageHouse.withContact()
        try await house.join("ben", .manager, forms: [contact.id])
        try await house.join("dora", .administrator)
        house.clock.advance(by: .seconds(1))
        let slip = try await house.inviteAgain("ben", forms: [contact.id], by: "dora")
        return (house, contact, slip)
    }

    @Test func `ben sets a new password, and the old one, its keys and sessions open nothing`()
        async throws
    {
        let (house, form) = try await StorageHouse.withContact()
        try await house.send(Contact.arrival(form))
        try await house.join("ben", forms: [form.id])
        let old = try await house.token("ben")
        let slip = try await house.inviteAgain("ben", forms: [form.id])
        #expect(try await house.id(of: "ben") == slip.person)
        try await house.accept(slip, as: "bob")
        // Nothing is lost before somebody confirms.
        #expect(try await house.board(form, of: "ben", "ben") == 1)
        let confirmed = try await house.confirm(slip)
        #expect(confirmed.isAgain && confirmed.person.id == slip.person)
        #expect(confirmed.granted == [form.id] && confirmed.lapsed.isEmpty)
        #expect(try await house.kinds(2) == [.formGranted, .personRenewed])
        #expect(try await house.board(form, of: "ben", "bob") == 1)
        guard case .refused = try await house.answer("ben", "ben's long password") else {
            throw Unexpected(what: "the old password counts")
        }
        await #expect(throws: SealingError(.cannotOpen, .session)) {
            _ = try await house.storage.sessions.resume(old, now: house.clock.now)
        }
        #expect(try house.count("credentials", of: slip.person) == 1)
        #expect(try house.count("second_factors", of: slip.person) == 1)
    }

    @Test func `forms that the confirming administrator cannot open wait for their holders`()
        async throws
    {
        let (house, contact, slip) = try await benInvitedByDora()
        try await house.accept(slip, as: "ben")
        let confirmed = try await house.confirm(slip, by: "dora")
        #expect(confirmed.granted.isEmpty && confirmed.waiting == [contact.id])
        let dora = try await house.signIn("dora")
        let waiting = try await house.staff.overview(for: dora).grants
        #expect(waiting.map(\.person.name.text) == ["ben"])
        #expect(waiting.map(\.form.id) == [contact.id] && waiting.map(\.form.isHeld) == [false])
        #expect(waiting.first?.holders.map(\.name.text) == ["anna"])
        #expect(try await house.staff.waitingGrants(for: dora).isEmpty)
        let anna = try await house.signIn()
        try await house.staff.grantWaiting(
            contact.id, to: slip.person, by: anna, now: house.clock.now)
        #expect(try await house.staff.overview(for: anna).grants.isEmpty)
        #expect(try await house.board(contact, of: "ben", "ben") == 0)
    }

    @Test func `what was revoked since the invitation does not come back with it`() async throws {
        let (house, contact) = try await StorageHouse.withContact()
        try await house.join("ben", .manager, forms: [contact.id])
        house.clock.advance(by: .seconds(1))
        let slip = try await house.inviteAgain("ben", forms: [contact.id])
        try await house.accept(slip, as: "ben")
        let anna = try await house.signIn()
        let revoked = try await house.storage.grants.revoke(
            contact.id, from: slip.person, by: anna, now: house.clock.now)
        #expect(revoked == .revoked)
        let open = try await house.staff.overview(for: anna).invitations
        #expect(open.map(\.revoked) == [[contact.id]])
        let confirmed = try await house.confirm(slip)
        #expect(confirmed.granted.isEmpty && confirmed.waiting.isEmpty)
        #expect(try house.count("grants", of: slip.person) == 0)
        #expect(try await house.staff.overview(for: anna).grants.isEmpty)
        // Granted anew, it lasts over the next invitation.
        house.clock.advance(by: .seconds(1))
        _ = try await house.storage.grants.grant(
            contact.id, to: slip.person, by: anna, now: house.clock.now)
        house.clock.advance(by: .seconds(1))
        let next = try await house.inviteAgain("ben", forms: [contact.id])
        try await house.accept(next, as: "ben")
        #expect(try await house.confirm(next).granted == [contact.id])
    }

    @Test func `what was revoked and granted anew since the invitation waits for its holders`()
        async throws
    {
        let (house, contact, slip) = try await benInvitedByDora()
        let anna = try await house.signIn(), grants = try house.storage.grants
        let now = house.clock.now
        _ = try await grants.revoke(contact.id, from: slip.person, by: anna, now: now)
        _ = try await grants.grant(contact.id, to: slip.person, by: anna, now: now)
        try await house.accept(slip, as: "ben")
        #expect(try await house.confirm(slip, by: "dora").waiting == [contact.id])
        let waiting = try await house.staff.waitingGrants(for: anna)
        #expect(waiting.map(\.form.id) == [contact.id])
        try await house.staff.grantWaiting(
            contact.id, to: slip.person, by: anna, now: house.clock.now)
        #expect(try await house.staff.waitingGrants(for: anna).isEmpty)
    }

    @Test func `what was granted meanwhile and is not in the invitation is named`() async throws {
        let (house, contact) = try await StorageHouse.withContact()
        try await house.join("ben", forms: [contact.id])
        let slip = try await house.inviteAgain("ben")
        try await house.accept(slip, as: "ben")
        #expect(try await house.confirm(slip).lapsed == [contact.id])
        #expect(try house.count("grants", of: slip.person) == 0)
    }

    @Test func `a second invitation withdraws the first`() async throws {
        let house = try await StorageHouse.founded()
        try await house.join("ben")
        let first = try await house.inviteAgain("ben")
        try await house.accept(first, as: "ben")
        let second = try await house.inviteAgain("ben")
        await expectRefusal(.gone) { try await house.confirm(first) }
        await expectRefusal(.withdrawn) { try await house.accept(first, as: "ben") }
        try await house.accept(second, as: "ben")
        try await house.confirm(second)
    }

    @Test func `a role that was changed meanwhile stays as it is`() async throws {
        let house = try await StorageHouse.founded()
        try await house.join("ben", .administrator)
        let slip = try await house.inviteAgain("ben")
        try await house.accept(slip, as: "ben")
        _ = try await house.change("ben", name: "Ben B.", role: .viewer)
        let confirmed = try await house.confirm(slip)
        #expect(confirmed.person.role == .viewer && confirmed.person.name.text == "Ben B.")
    }

    @Test func `who has left is not renewed`() async throws {
        let house = try await StorageHouse.founded()
        try await house.join("ben")
        let slip = try await house.inviteAgain("ben")
        try await house.accept(slip, as: "ben")
        try await house.leave("ben")
        await expectRefusal(.gone) { try await house.confirm(slip) }
        await expectRefusal(.withdrawn) { try await house.accept(slip, as: "ben") }
    }

    @Test func `an administrator with new keys keeps the role, and her invitations are withdrawn`()
        async throws
    {
        let house = try await StorageHouse.founded()
        try await house.join("dora", .administrator)
        let carol = try await house.invite("carol", by: "dora")
        let slip = try await house.inviteAgain("dora")
        try await house.accept(slip, as: "dora")
        try await house.confirm(slip)
        await expectRefusal(.withdrawn) { try await house.accept(carol, as: "carol") }
        try await house.join("erik", by: "dora")
    }
}
