import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

/// When trying comes to an end.
@Suite struct GivingUpTests {
    @Test func `after five days it is given up, and said for seven`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send("Vera")
        world.house.clock.advance(by: .seconds(5 * 86_400 - 1))
        try await world.send("Wim")
        #expect(try await giveUp(world) == 0)
        world.house.clock.advance(by: .seconds(1))
        #expect(try await giveUp(world) == 1)
        #expect(try await world.rows("problem = 'expired'") == 1)
        #expect(try await world.notices.delivery(now: world.house.clock.now).givenUp == 1)
        #expect(try await world.deliver(world.anna) == 1)
        world.house.clock.advance(by: .seconds(7 * 86_400))
        #expect(try await world.notices.delivery(now: world.house.clock.now).isWell)
    }

    @Test func `nothing is given up by a clock that nobody trusts`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send()
        world.house.clock.advance(by: .seconds(9 * 86_400))
        #expect(try await world.notices.giveUp(now: world.house.clock.now) == 0)
        #expect(try await world.deliver(world.anna) == 1)
    }

    private func giveUp(_ world: NoticeHouse) async throws -> Int {
        try world.notices.watch.withLock { $0 = ClockWatch(afterStart: .zero) }
        return try await world.notices.giveUp(now: world.house.clock.now)
    }
}
