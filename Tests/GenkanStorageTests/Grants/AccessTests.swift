import Testing

@testable import Genkan
@testable import GenkanStorage

/// Who can open a form, as the desk shows it.
@Suite struct AccessTests {
    @Test func `holders stand with the time of their grant, everybody else beside them`()
        async throws
    {
        let world = try await GrantHouse()
        let house = world.house, start = house.clock.now
        house.clock.advance(by: .seconds(3600))
        let anna = try await house.signIn()
        _ = try await world.grant(to: world.carol.id, by: anna)
        let access = try await world.access(anna)
        #expect(access.form.id == world.form.id)
        #expect(
            access.holders == [
                Holder(person: world.anna, since: start), Holder(person: world.ben, since: start),
                Holder(person: world.carol, since: house.clock.now),
                Holder(person: world.mia, since: start),
            ])
        #expect(access.others.isEmpty)
        // Nobody granted it to the recovery code after the form's beginning.
        #expect(access.recovery == start)
        #expect(access.strays.isEmpty)
    }

    @Test func `who lacks the newest key is no holder, and since is the newest key's`() async throws
    {
        let world = try await GrantHouse()
        world.house.clock.advance(by: .seconds(60))
        try await world.rotate(to: [world.anna, world.mia])
        let access = try await world.access(world.house.signIn())
        #expect(access.holders.map(\.person) == [world.anna, world.mia])
        #expect(access.holders.allSatisfy { $0.since == world.house.clock.now })
        #expect(access.others == [world.ben, world.carol])
        #expect(access.recovery == nil)
    }

    @Test func `a key of who has left is no holder's, and is named`() async throws {
        let world = try await GrantHouse()
        try await world.house.leaves(world.ben)
        let access = try await world.access(world.house.signIn())
        #expect(access.holders.map(\.person) == [world.anna, world.mia])
        #expect(access.strays == [world.ben.id])
    }

    @Test func `who cannot open a form is not told who can`() async throws {
        let world = try await GrantHouse()
        let carol = try await world.house.signIn("carol")
        await #expect(throws: StorageError(.notFound, "")) { try await world.access(carol) }
        let nowhere = try #require(FormID("01234567-89ab-7def-8123-456789abcdef"))
        let anna = try await world.house.signIn()
        await #expect(throws: StorageError(.notFound, "")) {
            try await world.house.storage.grants.access(to: nowhere, for: anna)
        }
    }

    @Test func `a row with bytes that are no id hides no holder`() async throws {
        let world = try await GrantHouse()
        try await world.house.tamper(
            """
            PRAGMA ignore_check_constraints = ON;
            INSERT INTO grants SELECT form, generation, x'00', sealed, created_at FROM grants LIMIT 1
            """)
        let access = try await world.access(world.house.signIn())
        #expect(access.holders.map(\.person) == [world.anna, world.ben, world.mia])
        #expect(access.strays.isEmpty)
    }
}
