import Testing

@testable import Genkan
@testable import GenkanStorage

/// Nobody is told of a form that they cannot open any more, whatever the outbox holds.
@Suite struct NoticeRightsTests {
    /// A house in which ben is to be told of one submission.
    private func house() async throws -> NoticeHouse {
        let world = try await NoticeHouse()
        try await world.choose(.arrived, .late, by: "ben")
        try await world.send()
        #expect(try await world.rows() == 1)
        return world
    }

    private func choices(_ world: NoticeHouse) async throws -> Set<NoticeChoice> {
        try await world.notices.preferences(of: world.ben.id).chosen
    }

    @Test func `whose key of the form was taken back is told nothing more`() async throws {
        let world = try await house()
        _ = try await world.house.storage.grants.revoke(
            world.form.id, from: world.ben.id, by: world.house.signIn(),
            now: world.house.clock.now)
        #expect(try await world.rows() == 0)
        #expect(try await choices(world).isEmpty)
        try await world.send()
        #expect(try await world.rows() == 0)
    }

    @Test func `who has left is told nothing more`() async throws {
        let world = try await house()
        try await world.house.leave("ben", by: "anna")
        #expect(try await world.rows() == 0)
        #expect(try await world.notices.preferences(of: world.ben.id) == NoticePreferences())
    }

    @Test func `whom the roster does not list is told nothing, whatever rows there are`()
        async throws
    {
        let world = try await house()
        try await world.house.leaves(world.ben)
        #expect(try await world.claim(world.ben) == nil)
        #expect(try await world.rows() == 0)
        #expect(try await choices(world) == [NoticeChoice(form: world.form.id, kind: .late)])
    }

    @Test func `a grant that is gone counts at the next mail`() async throws {
        let world = try await house()
        try await world.house.tamper(
            "DELETE FROM grants WHERE person = ?", [world.ben.id.bytes])
        #expect(try await world.claim(world.ben) == nil)
        #expect(try await world.rows() == 0)
    }

    @Test func `who wants it no more is not told what waits`() async throws {
        let world = try await house()
        try await world.choose(.late, by: "ben")
        #expect(try await world.claim(world.ben) == nil)
        #expect(try await world.rows() == 0)
    }

    @Test func `a form that was forged waits, and is not told of`() async throws {
        let world = try await house()
        try await world.house.tamper(
            "UPDATE form_versions SET signature = zeroblob(64)")
        await #expect(throws: (any Error).self) { try await world.claim(world.ben) }
        #expect(try await world.rows() == 1)
    }
}
