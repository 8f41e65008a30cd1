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
        let upkeep = try house.storage.upkeep
        upkeep.watch.withLock { $0 = ClockWatch(afterStart: .zero) }
        await upkeep.perform(.sweeping)
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
        let storage = try house.storage
        let now = house.clock.now
        try await storage.writer.write { connection in
            let mark = [UInt8](repeating: 1, count: 16)
            try connection.run(
                "INSERT INTO captcha_marks (mark, expires_at) VALUES (\(mark), \(now))")
        }
        // The machine began with a clock of tomorrow.
        house.clock.advance(by: .seconds(86_400))
        await storage.upkeep.perform(.sweeping)
        let marks = try await storage.writer.write {
            try $0.number("SELECT count(*) FROM captcha_marks")
        }
        #expect(marks == 1)

        storage.upkeep.watch.withLock { $0 = ClockWatch(afterStart: .zero) }
        await storage.upkeep.perform(.sweeping)
        let left = try await storage.writer.write {
            try $0.number("SELECT count(*) FROM captcha_marks")
        }
        #expect(left == 0)
    }
}
