import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct ReadinessTests {
    /// Over a database of its own, where nobody else writes; it goes with the last of the three.
    private func bare() throws -> (Readiness, Writer, TemporaryDatabase) {
        let database = TemporaryDatabase()
        let writer = try Writer(path: database.path)
        try Migrations.house.apply(to: writer, now: 1)
        return (Readiness(writer: writer), writer, database)
    }

    /// Makes commits fail as a disk would, or go well again.
    private func commits(of writer: Writer, fail: Bool) {
        writer.beforeCommit.withLock { hook in
            hook = nil
            if fail { hook = { throw StorageError(.unavailable, "input or output error") } }
        }
    }

    @Test func `a disk that takes no row is not ready, though it begins transactions`() async throws
    {
        let house = try await StorageHouse.founded()
        commits(of: try house.storage.writer, fail: true)
        #expect(try await house.storage.isReady() == false)
    }

    @Test func `what came of it is remembered for five seconds, and a failure for one`()
        async throws
    {
        let (readiness, writer, database) = try bare()
        defer { withExtendedLifetime(database) {} }
        let start = ContinuousClock.now
        func isWritable(after seconds: Double) async -> Bool {
            await readiness.isWritable(at: start.advanced(by: .seconds(seconds)))
        }
        #expect(await isWritable(after: 0))
        commits(of: writer, fail: true)
        #expect(await isWritable(after: 4.9))
        #expect(await isWritable(after: 5) == false)
        commits(of: writer, fail: false)
        #expect(await isWritable(after: 5.9) == false)
        #expect(await isWritable(after: 6))
    }

    @Test func `however often it is asked, one row is there, and one is written at a time`()
        async throws
    {
        let (readiness, writer, database) = try bare()
        defer { withExtendedLifetime(database) {} }
        let commits = Mutex(0)
        writer.beforeCommit.withLock { $0 = { commits.withLock { $0 += 1 } } }
        let now = ContinuousClock.now
        await withTaskGroup { tasks in
            for _ in 0..<50 { tasks.addTask { _ = await readiness.isWritable(at: now) } }
        }
        writer.beforeCommit.withLock { $0 = nil }
        #expect(commits.withLock { $0 } == 1)
        #expect(await readiness.isWritable(at: now.advanced(by: .seconds(60))))
        let rows = try await writer.write { try $0.number("SELECT count(*) FROM house_facts") }
        #expect(rows == 1)
    }
}
