import Synchronization
import Testing

@testable import GenkanStorage

@Suite struct UpkeepTests {
    @Test func `a failure is told once, and so is its end`() async throws {
        let told = Mutex<[Storage.UpkeepNews]>([])
        let house = try await StorageHouse.founded { options in
            options.upkeepNews = { news in told.withLock { $0.append(news) } }
        }
        let upkeep = try house.storage.upkeep
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
}
