import Testing

@testable import Genkan
@testable import GenkanStorage

/// How what waits becomes mails, and what becomes of them.
@Suite struct NoticeMailTests {
    @Test func `what waits for one person, form and reason is one mail`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.choose(.arrived, by: "ben")
        for name in ["Vera", "Wim", "Xenia"] { try await world.send(name) }
        let waiting = try await world.notices.waiting(now: world.house.clock.now)
        #expect(Set(waiting.map(\.key)) == [world.key(world.anna), world.key(world.ben)])
        let notice = try #require(try await world.claim(world.anna))
        #expect(notice.count == 3 && notice.tries == 0 && notice.message.count == 16)
        #expect(notice.address.text == "anna@example.jp" && notice.language == .en)
        #expect(notice.form.name == "contact")
        try await world.notices.settle(notice, .sent, now: world.house.clock.now)
        #expect(try await world.claim(world.anna) == nil)
        #expect(try await world.rows("sent_at IS NOT NULL AND tries = 1") == 3)
        #expect(try await world.deliver(world.ben) == 3)
        #expect(try await world.notices.waiting(now: world.house.clock.now).isEmpty)
    }

    @Test func `a mail of which nothing was heard is sent again as it was`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send("Vera")
        let first = try #require(try await world.claim(world.anna))
        // As after a kill: nobody has written down what became of it.
        try await world.house.restart()
        try await world.send("Wim")
        let again = try #require(try await world.claim(world.anna))
        #expect(again.message == first.message && again.count == 1)
        let next = world.house.clock.now.advanced(by: .seconds(60))
        try await world.notices.settle(
            again, .unsure(problem: "unknown", next: next), now: world.house.clock.now)
        #expect(try await world.deliver(world.anna) == 1)
        world.house.clock.advance(by: .seconds(60))
        let last = try #require(try await world.claim(world.anna))
        #expect(last.message == first.message && last.count == 1 && last.tries == 1)
    }

    @Test func `what was certainly not taken goes with what has come since`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send("Vera")
        let first = try #require(try await world.claim(world.anna))
        let next = world.house.clock.now.advanced(by: .seconds(60))
        try await world.notices.settle(
            first, .failed(problem: "cannot-connect", next: next), now: world.house.clock.now)
        #expect(try await world.claim(world.anna) == nil)
        world.house.clock.advance(by: .seconds(60))
        try await world.send("Wim")
        let second = try #require(try await world.claim(world.anna))
        #expect(second.count == 2 && second.tries == 1 && second.message != first.message)
    }

    @Test func `what was not tried after all is as it was`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send()
        let first = try #require(try await world.claim(world.anna))
        try await world.notices.settle(first, .released, now: world.house.clock.now)
        let again = try #require(try await world.claim(world.anna))
        #expect(again.tries == 0 && again.message != first.message)
    }
}
