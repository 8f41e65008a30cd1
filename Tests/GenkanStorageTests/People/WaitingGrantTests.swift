import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Forms that an invitation named and that whoever confirmed could not open.
@Suite struct WaitingGrantTests {
    /// dora (administrator, holds nothing) has let carol in, who was to open the contact form.
    private func house() async throws -> (StorageHouse, RegisteredForm, PersonID) {
        let (house, form) = try await StorageHouse.withContact()
        try await house.join("dora", .administrator)
        try await house.join("ben", .manager)
        let slip = try await house.invite("carol", forms: [form.id], by: "dora")
        try await house.accept(slip, as: "carol")
        try await house.confirm(slip, by: "dora")
        return (house, form, slip.person)
    }

    @Test func `a holder grants it, and carol reads`() async throws {
        let (house, form, carol) = try await house()
        #expect(try await house.staff.taskCount(for: house.signIn()) == 1)
        try await house.staff.grantWaiting(
            form.id, to: carol, by: house.signIn(), now: house.clock.now)
        #expect(try await house.kinds(9).contains(.formGranted))
        #expect(try await house.staff.taskCount(for: house.signIn()) == 0)
        #expect(try await house.board(form, of: "carol", "carol") == 0)
        await expectRefusal(.gone) {
            try await house.staff.grantWaiting(
                form.id, to: carol, by: house.signIn(), now: house.clock.now)
        }
    }

    @Test func `declined once, it waits no more; revoked later, it does not come back`()
        async throws
    {
        let (house, form, carol) = try await house()
        try await house.staff.declineWaiting(
            form.id, to: carol, by: house.signIn("dora"), now: house.clock.now)
        #expect(try await house.kinds(20).contains(.grantDeclined))
        #expect(try await house.staff.taskCount(for: house.signIn()) == 0)
        let (other, contact, person) = try await self.house()
        try await other.staff.grantWaiting(
            contact.id, to: person, by: other.signIn(), now: other.clock.now)
        try await other.tamper("DELETE FROM grants WHERE person = ?", [person.bytes])
        #expect(try await other.staff.taskCount(for: other.signIn()) == 0)
    }

    @Test func `who cannot open it neither grants nor, unless administrator, declines`()
        async throws
    {
        let (house, form, carol) = try await house()
        await expectRefusal(.notHeld) {
            try await house.staff.grantWaiting(
                form.id, to: carol, by: house.signIn("dora"), now: house.clock.now)
        }
        await expectRefusal(.notHeld) {
            try await house.staff.declineWaiting(
                form.id, to: carol, by: house.signIn("ben"), now: house.clock.now)
        }
        await expectRefusal(.notHeld) {
            try await house.staff.grantWaiting(
                form.id, to: carol, by: house.signIn("ben"), now: house.clock.now)
        }
    }

    @Test func `who lost the form a moment ago does not grant it any more`() async throws {
        let (house, form, carol) = try await house()
        let anna = try await house.signIn()
        let id = anna.person.id
        try await house.storage.writer.write {
            try $0.run("DELETE FROM grants WHERE person = \(id)")
        }
        await expectRefusal(.notHeld) {
            try await house.staff.grantWaiting(
                form.id, to: carol, by: anna, now: house.clock.now)
        }
    }

    @Test func `invited again, a declined form is asked about again`() async throws {
        let (house, form, carol) = try await house()
        try await house.staff.declineWaiting(
            form.id, to: carol, by: house.signIn(), now: house.clock.now)
        house.clock.advance(by: .seconds(1))
        let slip = try await house.inviteAgain("carol", forms: [form.id], by: "dora")
        try await house.accept(slip, as: "carol")
        try await house.confirm(slip, by: "dora")
        #expect(try await house.staff.waitingGrants(for: house.signIn()).count == 1)
    }
}

@Suite struct ProfileTests {
    @Test func `a language is kept, and when somebody was seen, once an hour`() async throws {
        let house = try await StorageHouse.founded()
        let anna = try await house.id(of: "anna")
        #expect(try await house.staff.language(of: anna) == nil)
        try await house.staff.choose(.en, for: anna)
        try await house.staff.choose(.ja, for: anna)
        #expect(try await house.staff.language(of: anna) == .ja)
        let session = try await house.signIn()
        func seen() async throws -> Instant? {
            try await house.staff.overview(for: session).people.first?.lastSeen
        }
        #expect(try await seen() == nil)
        let first = house.clock.now
        try await house.staff.seen(anna, at: first)
        house.clock.advance(by: .seconds(3_599))
        try await house.staff.seen(anna, at: house.clock.now)
        #expect(try await seen() == first)
        house.clock.advance(by: .seconds(1))
        try await house.staff.seen(anna, at: house.clock.now)
        #expect(try await seen() == house.clock.now)
    }
}
