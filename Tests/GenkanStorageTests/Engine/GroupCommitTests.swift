import Foundation
import Synchronization
import Testing

@testable import GenkanStorage

@Suite struct GroupCommitTests {
    private let database = TemporaryDatabase()
    private var path: String { database.path }

    private func group(
        capacity: Int = 1024, writer: Writer
    ) throws -> GroupCommit<Int, Bool> {
        try writer.writeNow { try $0.run("CREATE TABLE numbers (number INTEGER PRIMARY KEY)") }
        return GroupCommit(writer: writer, capacity: capacity, largestBatch: 64) {
            rows, connection in
            try rows.map {
                try connection.run(
                    "INSERT INTO numbers (number) VALUES (\($0)) ON CONFLICT DO NOTHING") == 1
            }
        } committed: { _, _ in
        }
    }

    @Test func `five hundred at once are all stored, each with its own outcome`() async throws {
        let writer = try Writer(path: path)
        let group = try group(writer: writer)
        let stored = try await withThrowingTaskGroup { tasks in
            for number in 0..<500 { tasks.addTask { try await group.commit(number / 2) } }
            return try await tasks.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(stored == 250)
        #expect(try writer.writeNow { try $0.number("SELECT count(*) FROM numbers") } == 250)
    }

    @Test func `a commit that fails fails everybody in it, and nobody else`() async throws {
        let writer = try Writer(path: path)
        let group = try group(writer: writer)
        writer.beforeCommit.withLock { $0 = { throw Unexpected(what: "no space left") } }
        await #expect(throws: GroupCommitRefusal.unavailable) { try await group.commit(1) }
        writer.beforeCommit.withLock { $0 = nil }
        #expect(try await group.commit(1))
        #expect(try writer.writeNow { try $0.number("SELECT count(*) FROM numbers") } == 1)
    }

    @Test func `a transaction takes no more than its weight, and what is heavier goes alone`()
        async throws
    {
        let writer = try Writer(path: path)
        let batches = Mutex<[[Int]]>([])
        let group = GroupCommit<Int, Bool>(
            writer: writer, capacity: 100, largestBatch: 64, largestWeight: 10, weight: { $0 }
        ) { rows, _ in
            batches.withLock { $0.append(rows) }
            return rows.map { _ in true }
        } committed: { _, _ in
        }
        try await withThrowingTaskGroup { tasks in
            for number in 0..<60 {
                tasks.addTask { try await group.commit([0, 3, 4, 50][number % 4]) }
            }
            for try await isStored in tasks { #expect(isStored) }
        }
        let taken = batches.withLock { $0 }
        #expect(taken.flatMap(\.self).count == 60)
        #expect(taken.allSatisfy { $0.reduce(0, +) <= 10 || $0.filter { $0 > 0 } == [50] })
    }

    @Test func `what does not fit is told so at once`() async throws {
        let writer = try Writer(path: path)
        let group = try group(capacity: 0, writer: writer)
        await #expect(throws: GroupCommitRefusal.full) { try await group.commit(1) }
    }

    @Test func `a closed queue takes nothing`() async throws {
        let writer = try Writer(path: path)
        let group = try group(writer: writer)
        group.close()
        await #expect(throws: GroupCommitRefusal.unavailable) { try await group.commit(1) }
    }
}
