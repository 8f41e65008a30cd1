import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct UpkeepTests {
    @Test func `a failure is told once, and so is its end`() async throws {
        let told = Mutex<[Storage.UpkeepNews]>([])
        let house = try await StorageHouse.founded { options in
            options.upkeepNews = { news in told.withLock { $0.append(news) } }
        }
        let form = try await house.contact()
        try await house.send(Contact.arrival(form))
        try await house.storage.writer.write { try $0.run("DELETE FROM submissions") }
        house.clock.advance(by: .seconds(3601))
        let upkeep = try house.storage.upkeep
        upkeep.watch.withLock { $0 = ClockWatch(afterStart: .zero) }
        await upkeep.perform(.emptyingLogs)
        #expect(told.withLock { $0 } == [])

        try house.storage.writer.beforeCommit.withLock { $0 = { throw Unexpected(what: "full") } }
        await upkeep.perform(.sweeping)
        await upkeep.perform(.sweeping)
        await upkeep.perform(.emptyingLogs)
        #expect(told.withLock { $0 } == [.failing(.sweeping, reason: "Unexpected")])

        try house.storage.writer.beforeCommit.withLock { $0 = nil }
        await upkeep.perform(.sweeping)
        await upkeep.perform(.sweeping)
        #expect(told.withLock { $0 }.last == .recovered(.sweeping))
        #expect(told.withLock { $0.count } == 2)
        try await house.close()
    }

    @Test func `nothing is deleted until the clock is trusted`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let storage = try house.storage
        let mark = try #require(CaptchaMark(bytes: [UInt8](repeating: 1, count: 16)))
        try await house.send(Contact.arrival(form, mark: mark))
        try await storage.writer.write { try $0.run("DELETE FROM submissions") }
        func keys() async throws -> Int64? {
            try await storage.writer.write { try $0.number("SELECT count(*) FROM data_keys") }
        }
        func replay() async throws -> Acceptance {
            try await storage.submissions.accept(
                Contact.arrival(form, message: "again", mark: mark), now: house.clock.now)
        }
        // The machine began with a clock of tomorrow.
        house.clock.advance(by: .seconds(86_400))
        for _ in 1...3 { await storage.upkeep.perform(.sweeping) }
        #expect(try await keys() == 1)
        // A key of today, for what is not stored in the end.
        #expect(try await replay() == .captchaReplayed)
        #expect(try await keys() == 2)

        storage.upkeep.watch.withLock { $0 = ClockWatch(afterStart: .zero) }
        await storage.upkeep.perform(.sweeping)
        #expect(try await keys() == 1)
        #expect(try await replay() == .captchaReplayed)
        house.clock.advance(by: .seconds(3601))
        storage.upkeep.watch.withLock { $0 = ClockWatch(afterStart: .zero) }
        await storage.upkeep.perform(.sweeping)
        #expect(try await keys() == 0)
        _ = try await replay().receipt
    }
}
