import Testing

@testable import Genkan
@testable import GenkanStorage

/// Very many at once, wrong clocks, and what is long over.
@Suite struct NoticeBoundsTests {
    @Test func `more than a transaction takes is still one mail`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send()
        try await world.multiply(by: 1_200)
        let notice = try #require(try await world.claim(world.anna))
        #expect(notice.count == 1_200)
        let next = world.house.clock.now
        try await world.notices.settle(
            notice, .unsure(problem: "unknown", next: next), now: world.house.clock.now)
        #expect(try await world.rows("tries = 1") == 1_200)
        #expect(try await world.deliver(world.anna) == 1_200)
        #expect(try await world.rows("sent_at IS NOT NULL") == 1_200)
    }

    @Test func `a clock that was ahead keeps nothing from being told`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send()
        world.house.clock.advance(by: .seconds(-86_400))
        let waiting = try await world.notices.waiting(now: world.house.clock.now)
        #expect(waiting.map(\.due) == [world.house.clock.now])
        #expect(try await world.deliver(world.anna) == 1)
    }

    @Test func `what is long over is swept away, and nothing else`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send("Vera")
        try await world.deliver(world.anna)
        world.house.clock.advance(by: .seconds(59 * 86_400))
        try await world.send("Wim")
        let storage = try world.house.storage
        try await Sweep.run(storage.writer, storage.board.readers, now: world.house.clock.now)
        #expect(try await world.rows() == 2)
        world.house.clock.advance(by: .seconds(2 * 86_400))
        try await Sweep.run(storage.writer, storage.board.readers, now: world.house.clock.now)
        #expect(try await world.rows() == 1)
        #expect(try await world.deliver(world.anna) == 1)
    }
}

extension NoticeHouse {
    /// Makes so many submissions out of one, each with its row in the outbox.
    fileprivate func multiply(by count: Int) async throws {
        let clock = house.clock
        try await house.storage.writer.write { connection in
            let columns: SQL = """
                form, form_version, received_at, receipt, status, held, version, padded_size,
                data_key, title_id, title, answers_id, answers
                """
            for number in 1..<count {
                let random = (0..<10).map { UInt8(truncatingIfNeeded: number >> (72 - $0 * 8)) }
                let id = SubmissionID(time: clock.now, random: random)
                try connection.run(
                    """
                    INSERT INTO submissions (id, \(columns))
                    SELECT \(id), \(columns) FROM submissions LIMIT 1
                    """)
                try connection.run(
                    """
                    INSERT INTO outbox (submission, person, kind, form, made_at, next_at)
                    SELECT \(id), person, kind, form, made_at, next_at FROM outbox LIMIT 1
                    """)
            }
        }
    }
}
