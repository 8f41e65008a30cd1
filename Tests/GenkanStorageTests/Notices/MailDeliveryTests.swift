import Testing

@testable import Genkan
@testable import GenkanStorage

/// What is seen of delivery that does not go.
@Suite struct MailDeliveryTests {
    private func delivery(_ world: NoticeHouse) async throws -> MailDelivery {
        try await world.notices.delivery(now: world.house.clock.now)
    }

    @Test func `what waits after a failure is counted, with the reason`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        #expect(try await delivery(world).isWell)
        let begin = world.house.clock.now
        try await world.send("Vera")
        try await world.send("Wim")
        #expect(try await delivery(world).isWell)
        let notice = try #require(try await world.claim(world.anna))
        world.house.clock.advance(by: .seconds(60))
        try await world.notices.settle(
            notice, .failed(problem: "cannot-connect", next: world.house.clock.now),
            now: world.house.clock.now)
        let failing = try await delivery(world)
        #expect(failing.failingSince == begin && failing.waiting == 2 && failing.listeners == 1)
        #expect(failing.problem == "cannot-connect" && !failing.isWell)
        try await world.deliver(world.anna)
        #expect(try await delivery(world).isWell)
    }

    @Test func `a refused address is given up at once, shown, and tried once an hour`()
        async throws
    {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send("Vera")
        try await refuse(world)
        #expect(try await world.rows("given_up_at IS NOT NULL") == 1)
        let refused = try await delivery(world)
        #expect(refused.refused.map(\.person) == [world.anna] && refused.givenUp == 0)
        #expect(refused.failingSince == nil && !refused.isWell)
        let own = try await world.notices.preferences(of: world.anna.id).refusal
        #expect(own?.problem == "no-mailbox-550" && own?.at == world.house.clock.now)

        world.house.clock.advance(by: .seconds(600))
        try await world.send("Wim")
        let waiting = try await world.notices.waiting(now: world.house.clock.now)
        #expect(waiting.map { $0.due.since(world.house.clock.now) } == [.seconds(3_000)])
        // The address is given anew: at once.
        try await world.choose(.arrived)
        #expect(try await world.notices.preferences(of: world.anna.id).refusal == nil)
        let now = world.house.clock.now
        #expect(try await world.notices.waiting(now: now).allSatisfy { $0.due <= now })
    }

    @Test func `an address that works again is not shown any more`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send("Vera")
        try await refuse(world)
        try await world.send("Wim")
        try await world.deliver(world.anna)
        #expect(try await delivery(world).refused.isEmpty)
    }

    private func refuse(_ world: NoticeHouse) async throws {
        let notice = try #require(try await world.claim(world.anna))
        try await world.notices.settle(
            notice, .refused(problem: "no-mailbox-550"), now: world.house.clock.now)
    }
}
