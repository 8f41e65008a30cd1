import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Giving somebody the key of a form.
@Suite struct GrantTests {
    @Test func `carol opens what was sent before, at her very next request`() async throws {
        let world = try await GrantHouse()
        let house = world.house
        try await house.send(Contact.arrival(world.form, message: "before"))
        let token = try await house.token("carol")
        func session() async throws -> LiveSession { try await house.resumed(token) }
        #expect(try await house.storage.board.forms(for: session()).forms.isEmpty)
        let outcome = try await world.grant(to: world.carol.id, by: house.signIn("mia"))
        #expect(outcome == .granted)
        let carols = try await session()
        let page = try await house.storage.board.page(world.form.id, for: carols)
        let card = try #require(page.columns[1].cards.first)
        let opened = try await house.storage.board.open(card.id, for: carols, now: house.clock.now)
        #expect(opened?.answers["message"] == ["before"])
    }

    @Test func `every generation is granted, each with an event`() async throws {
        let world = try await GrantHouse()
        try await world.rotate(to: [world.anna])
        #expect(try await world.grant(to: world.carol.id, by: world.house.signIn()) == .granted)
        #expect(try await world.house.rows(world.form, of: world.carol.id) == 2)
        let events = try await world.house.storage.audit.newest(3)
        // The recovery code got the new key along: rotating had left it out.
        let recovery = try await world.house.recoveryID()
        let expected: [[AuditDetail]] = [
            [.number(.number, 2), .id(.person, world.carol.id)],
            [.number(.number, 1), .id(.person, world.carol.id)],
            [.number(.number, 2), .id(.person, recovery)],
        ]
        #expect(events.map(\.details) == expected)
        #expect(events.allSatisfy { $0.kind == .formGranted && $0.form == world.form.id })
        #expect(events.allSatisfy { $0.actor == .person(world.anna.id) })
        let carol = try await world.house.signIn("carol")
        #expect(carol.refused.isEmpty)
        #expect(carol.keychain.holds(ObjectID(world.form.id), generation: 1))
        #expect(carol.keychain.holds(ObjectID(world.form.id), generation: 2))
    }

    @Test func `granting again changes nothing and is no event`() async throws {
        let world = try await GrantHouse()
        let anna = try await world.house.signIn()
        let before = try await world.house.storage.audit.newest(1)
        #expect(try await world.grant(to: world.ben.id, by: anna) == .held)
        #expect(try await world.grant(to: world.anna.id, by: anna) == .held)
        #expect(try await world.house.storage.audit.newest(1) == before)
    }

    @Test func `who lacks an older key passes nothing on`() async throws {
        let world = try await GrantHouse()
        try await world.rotate(to: [world.mia])
        let mia = try await world.house.signIn("mia"), form = ObjectID(world.form.id)
        try await world.house.storage.writer.write { connection in
            try connection.run(
                """
                DELETE FROM grants WHERE form = \(form) AND generation = 1
                    AND person = \(world.mia.id)
                """)
        }
        let half = try await world.house.signIn("mia")
        for session in [half, mia] {
            #expect(try await world.grant(to: world.carol.id, by: session) == .incomplete)
        }
        #expect(try await world.house.rows(world.form, of: world.carol.id) == 0)
    }

    @Test func `nobody who has left, never was there, or is no account is given a key`()
        async throws
    {
        let world = try await GrantHouse()
        let anna = try await world.house.signIn()
        try await world.house.leaves(world.carol)
        let strangers = [
            world.carol.id, try await world.house.recoveryID(), PersonID(ObjectID(world.form.id)),
        ]
        for stranger in strangers {
            let rows = try await world.house.rows(world.form, of: stranger)
            #expect(try await world.grant(to: stranger, by: anna) == .stranger)
            #expect(try await world.house.rows(world.form, of: stranger) == rows)
        }
    }

    @Test func `who does not hold the form, or whose role may not, grants nothing`() async throws {
        let world = try await GrantHouse()
        let carol = try await world.house.signIn("carol"), ben = try await world.house.signIn("ben")
        await #expect(throws: StorageError(.notFound, "")) {
            try await world.grant(to: world.carol.id, by: carol)
        }
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await world.grant(to: world.carol.id, by: ben)
        }
        #expect(try await world.house.rows(world.form, of: world.carol.id) == 0)
    }

    @Test func `a session of a moment ago does not outlive what it was made from`() async throws {
        let world = try await GrantHouse()
        let house = world.house
        let mia = try await house.signIn("mia")
        try await house.becomes(.staff, world.mia)
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await world.grant(to: world.carol.id, by: mia)
        }
        try await house.becomes(.manager, world.mia)
        _ = try await world.revoke(from: world.mia.id, by: house.signIn())
        await #expect(throws: StorageError(.notFound, "")) {
            try await world.grant(to: world.carol.id, by: mia)
        }
        #expect(try await world.grant(to: world.mia.id, by: house.signIn()) == .granted)
        try await house.leaves(world.mia)
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await world.grant(to: world.carol.id, by: mia)
        }
        #expect(try await house.rows(world.form, of: world.carol.id) == 0)
    }

    @Test func `a key that somebody spoilt comes back by revoking and granting`() async throws {
        let world = try await GrantHouse()
        let ben = world.ben.id
        try await world.house.storage.writer.write { connection in
            try connection.run(
                "UPDATE grants SET sealed = zeroblob(80) WHERE person = \(ben)")
        }
        #expect(try await world.house.signIn("ben").refused.count == 1)
        let anna = try await world.house.signIn()
        #expect(try await world.revoke(from: ben, by: anna) == .revoked)
        #expect(try await world.grant(to: ben, by: anna) == .granted)
        #expect(try await world.house.signIn("ben").refused.isEmpty)
    }
}
