import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

/// What is written into the outbox when a submission is stored.
@Suite struct AnnouncingTests {
    @Test func `what is to be told is written with what it tells of, or not at all`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.choose(.arrived, .late, by: "ben")
        let writer = try world.house.storage.writer
        writer.beforeCommit.withLock { $0 = { throw StorageError(.unavailable, "a full disk") } }
        await #expect(throws: AcceptError.unavailable) { try await world.send() }
        writer.beforeCommit.withLock { $0 = nil }
        #expect(try await world.rows() == 0)
        try await world.send()
        #expect(try await world.rows() == 2)
        #expect(try await world.rows("kind = 'arrived' AND tries = 0 AND message IS NULL") == 2)
    }

    @Test func `a submission is told once, however often it is sent`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        let key = "0123456789abcdef0123456789abcdef"
        for _ in 0..<3 { try await world.send(key: key) }
        #expect(try await world.rows() == 1)
        try await world.house.restart()
        try await world.send(key: key)
        #expect(try await world.rows() == 1)
    }

    @Test func `many at once are each told to everybody who asked`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.choose(.arrived, by: "ben")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<60 {
                group.addTask { try await world.send("Vera \(number)") }
            }
            try await group.waitForAll()
        }
        #expect(try await world.rows() == 120)
        #expect(try await world.deliver(world.anna) == 60)
        #expect(try await world.deliver(world.ben) == 60)
    }

    @Test func `a held submission is told as well`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send(held: .withoutToken)
        #expect(try await world.deliver(world.anna) == 1)
    }

    @Test func `who asked for nothing is told nothing`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.late)
        try await world.send()
        #expect(try await world.rows() == 0)
    }

    @Test func `where no mail is sent nothing is written`() async throws {
        let world = try await NoticeHouse { $0.tellsByMail = false }
        try await world.choose(.arrived)
        try await world.send()
        #expect(try await world.rows() == 0)
    }

    @Test func `what somebody has written down is told to the others`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.choose(.arrived, by: "ben")
        let call = try Contact.arrival(world.form)
        _ = try await world.house.storage.submissions.accept(
            Arrival(
                form: world.form, submission: call.submission, key: nil, mark: nil, held: nil,
                entry: Arrival.Entry(.phone, by: world.ben.id)), now: world.house.clock.now)
        #expect(try await world.rows() == 1)
        #expect(try await world.deliver(world.anna) == 1)
        #expect(try await world.deliver(world.ben) == nil)
    }

    @Test func `what is told goes with the submission`() async throws {
        let world = try await NoticeHouse()
        try await world.choose(.arrived)
        try await world.send()
        try await world.house.storage.writer.write { try $0.run("DELETE FROM submissions") }
        #expect(try await world.rows() == 0)
    }
}
