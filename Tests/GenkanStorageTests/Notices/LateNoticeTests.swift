import Testing

@testable import Genkan
@testable import GenkanStorage

/// What waits longer than its form promises: a day.
@Suite struct LateNoticeTests {
    private func look(_ world: NoticeHouse) async throws -> Int {
        try await world.notices.announceLate(now: world.house.clock.now)
    }

    @Test func `what has waited for as long as was promised is told once`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.late)
        try await world.send()
        try await world.send("Wim", held: .withoutToken)
        world.house.clock.advance(by: .seconds(86_400 - 1))
        #expect(try await look(world) == 0)
        world.house.clock.advance(by: .seconds(1))
        #expect(try await look(world) == 2)
        #expect(try await look(world) == 0)
        #expect(try await world.deliver(world.anna, .late) == 2)
        world.house.clock.advance(by: .seconds(7 * 86_400))
        #expect(try await look(world) == 0)
    }

    @Test func `what was answered or is spam is nobody's worry`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.late)
        for name in ["Vera", "Wim", "Xenia"] { try await world.send(name) }
        let cards = try await world.cards()
        try await world.move(cards[0], .move(to: "done"))
        try await world.move(cards[1], .discard)
        world.house.clock.advance(by: .seconds(2 * 86_400))
        #expect(try await look(world) == 1)
        // The last one is answered before the mail goes out.
        try await world.move(cards[2], .move(to: "shipped"))
        #expect(try await world.claim(world.anna, .late) == nil)
        #expect(try await world.rows() == 0)
        // Somebody takes it up again: it was never told.
        try await world.move(cards[2], .move(to: "in-progress"), version: 2)
        #expect(try await look(world) == 1)
    }

    @Test func `what became late before somebody asked is no news`() async throws {
        let world = try await NoticeHouse()
        try await world.send("Vera")
        world.house.clock.advance(by: .seconds(86_400))
        try await world.send("Wim")
        world.house.clock.advance(by: .seconds(1))
        try await world.choose(.late)
        #expect(try await look(world) == 0)
        world.house.clock.advance(by: .seconds(86_400))
        #expect(try await look(world) == 1)
        #expect(try await world.deliver(world.anna, .late) == 1)
    }

    @Test func `a form that promises nothing is never late`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.late)
        try await world.send()
        _ = try await world.house.storage.forms.register(
            [Contact.form()], now: world.house.clock.now)
        world.house.clock.advance(by: .seconds(9 * 86_400))
        #expect(try await look(world) == 0)
    }

    @Test func `more than fit at once come with the next look`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.late)
        for number in 0..<3 { try await world.send("Vera \(number)") }
        world.house.clock.advance(by: .seconds(86_400))
        #expect(try await world.notices.announceLate(now: world.house.clock.now, most: 2) == 2)
        #expect(try await world.notices.announceLate(now: world.house.clock.now, most: 2) == 1)
    }
}
