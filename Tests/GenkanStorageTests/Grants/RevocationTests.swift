import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Taking the key of a form back.
@Suite struct RevocationTests {
    @Test func `ben opens nothing of the form at his very next request`() async throws {
        let world = try await GrantHouse()
        let house = world.house
        try await house.send(Contact.arrival(world.form))
        let token = try await house.token("ben")
        func session() async throws -> LiveSession { try await house.resumed(token) }
        #expect(try await house.storage.board.forms(for: session()).forms.count == 1)
        #expect(try await world.revoke(from: world.ben.id, by: house.signIn()) == .revoked)
        #expect(try await house.storage.board.forms(for: session()).forms.isEmpty)
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await house.storage.board.page(world.form.id, for: session())
        }
        let event = try #require(
            try await house.storage.audit.newest(9).first { $0.kind == .formRevoked })
        #expect(event.actor == .person(world.anna.id) && event.form == world.form.id)
        #expect(event.details == [.id(.person, world.ben.id)])
    }

    @Test func `every generation goes`() async throws {
        let world = try await GrantHouse()
        try await world.rotate(to: [world.anna, world.ben])
        #expect(try await world.house.rows(world.form, of: world.ben.id) == 2)
        #expect(
            try await world.revoke(from: world.ben.id, by: world.house.signIn()) == .revoked)
        #expect(try await world.house.rows(world.form, of: world.ben.id) == 0)
    }

    @Test func `an administrator need not hold a form, and stays without it over a restart`()
        async throws
    {
        let world = try await GrantHouse()
        let house = world.house
        let dora = try await house.add("dora", .administrator)
        _ = try await world.revoke(from: dora.id, by: house.signIn())
        // mia takes it from anna, too: no administrator is left.
        #expect(try await world.revoke(from: world.anna.id, by: house.signIn("mia")) == .revoked)
        try await house.restart()
        let changed = try await house.storage.forms.register(
            [Contact.form(title: "Write to us")], now: house.clock.now)
        #expect(changed.map(\.version) == [2])
        #expect(try await world.holders(house.signIn("mia")) == ["ben", "mia"])
        #expect(try await house.storage.board.forms(for: house.signIn()).forms.isEmpty)
        // A form that is new goes to every administrator, as before.
        let forms = try await house.storage.forms.register(
            [Contact.form(), Contact.form(named: "jobs")], now: house.clock.now)
        let jobs = try await house.storage.grants.access(to: forms[1].id, for: house.signIn())
        #expect(jobs.holders.map(\.person) == [world.anna, dora])
        #expect(jobs.recovery != nil)
    }

    @Test func `the recovery code keeps the form, and gets it back when somebody took it`()
        async throws
    {
        let world = try await GrantHouse()
        let anna = try await world.house.signIn()
        let recovery = try await world.house.recoveryID()
        #expect(try await world.revoke(from: recovery, by: anna) == .recovery)
        #expect(try await world.house.rows(world.form, of: recovery) == 1)
        try await world.house.storage.writer.write { connection in
            try connection.run("DELETE FROM grants WHERE person = \(recovery)")
        }
        #expect(try await world.access(anna).recovery == nil)
        world.house.clock.advance(by: .seconds(60))
        #expect(try await world.revoke(from: world.ben.id, by: anna) == .revoked)
        #expect(try await world.access(anna).recovery == world.house.clock.now)
    }

    @Test func `one's own key can be given back, unless nobody would be left`() async throws {
        let world = try await GrantHouse()
        let anna = try await world.house.signIn()
        #expect(try await world.revoke(from: world.mia.id, by: anna) == .revoked)
        #expect(try await world.revoke(from: world.ben.id, by: anna) == .revoked)
        #expect(try await world.revoke(from: world.anna.id, by: anna) == .last)
        #expect(try await world.grant(to: world.carol.id, by: anna) == .granted)
        #expect(try await world.revoke(from: world.anna.id, by: anna) == .revoked)
        await #expect(throws: StorageError(.notFound, "")) { try await world.access(anna) }
        let carol = try await world.house.signIn("carol")
        #expect(try await world.holders(carol) == ["carol"])
    }

    @Test func `a key of who has left counts as nobody, and can be taken away`() async throws {
        let world = try await GrantHouse()
        let anna = try await world.house.signIn()
        _ = try await world.revoke(from: world.mia.id, by: anna)
        try await world.house.leaves(world.ben)
        #expect(try await world.revoke(from: world.anna.id, by: anna) == .last)
        #expect(try await world.revoke(from: world.ben.id, by: anna) == .revoked)
        #expect(try await world.revoke(from: world.ben.id, by: anna) == .absent)
        #expect(try await world.access(anna).strays.isEmpty)
    }

    @Test func `who does not hold the form, or whose role may not, takes nothing back`()
        async throws
    {
        let world = try await GrantHouse()
        let carol = try await world.house.signIn("carol"), ben = try await world.house.signIn("ben")
        await #expect(throws: StorageError(.notFound, "")) {
            try await world.revoke(from: world.mia.id, by: carol)
        }
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await world.revoke(from: world.mia.id, by: ben)
        }
        #expect(try await world.house.rows(world.form, of: world.mia.id) == 1)
    }

    @Test func `two who take it from each other at once leave one holder`() async throws {
        let world = try await GrantHouse()
        let anna = try await world.house.signIn(), mia = try await world.house.signIn("mia")
        _ = try await world.revoke(from: world.ben.id, by: anna)
        async let one = try? world.revoke(from: world.mia.id, by: anna)
        async let other = try? world.revoke(from: world.anna.id, by: mia)
        let outcomes = await [one, other]
        #expect(outcomes.filter { $0 == .revoked }.count == 1)
        #expect(outcomes.filter { $0 == nil }.count == 1)
        let rows = try await [
            world.house.rows(world.form, of: world.anna.id),
            world.house.rows(world.form, of: world.mia.id),
        ]
        #expect(rows.compactMap(\.self).reduce(0, +) == 1)
    }

    @Test func `two who give it back at once leave one holder`() async throws {
        let world = try await GrantHouse()
        let anna = try await world.house.signIn(), mia = try await world.house.signIn("mia")
        _ = try await world.revoke(from: world.ben.id, by: anna)
        async let one = world.revoke(from: world.anna.id, by: anna)
        async let other = world.revoke(from: world.mia.id, by: mia)
        let outcomes = try await Set([one, other])
        #expect(outcomes == [.revoked, .last])
    }

    @Test func `a stale page takes nothing away twice`() async throws {
        let world = try await GrantHouse()
        let anna = try await world.house.signIn(), mia = try await world.house.signIn("mia")
        #expect(try await world.revoke(from: world.ben.id, by: anna) == .revoked)
        let trail = try await world.house.storage.audit.newest(1)
        #expect(try await world.revoke(from: world.ben.id, by: mia) == .absent)
        #expect(try await world.house.storage.audit.newest(1) == trail)
    }
}
