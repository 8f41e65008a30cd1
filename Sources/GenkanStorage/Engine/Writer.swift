import Foundation
import GRDB
import Synchronization

/// The one connection of a database file that writes and checkpoints.
///
/// SQLite before 3.51.3 can corrupt a WAL database when two connections write or checkpoint at the
/// same instant; Debian 12 ships 3.40.1. Every access runs on one serial queue, in the order asked.
/// A task that is cancelled does not interrupt what it began: a commit under way stays whole.
final class Writer: Sendable {
    /// The size in bytes at which the log is cut, whatever has made it so large.
    static let largestLog = 64 << 20

    let path: String
    private let queue: DatabaseQueue
    /// Runs just before each COMMIT: the tests' way to make one fail as a disk would.
    let beforeCommit = Mutex<(@Sendable () throws -> Void)?>(nil)
    /// Runs after each COMMIT, on the writer's queue, before whoever waits for it goes on.
    private let afterCommit = Mutex<(@Sendable () -> Void)?>(nil)
    private let log = LogLength()

    /// Opens, sets and reads back the pragmas. The file is created when missing.
    init(path: String, pragmas: Pragmas = .writer) throws {
        try LogFile.install()
        self.path = path
        var configuration = Configuration()
        configuration.label = "genkan.writer"
        configuration.maximumReaderCount = 1
        configuration.prepareDatabase { try pragmas.set(on: $0) }
        queue = try Engine.translating {
            try DatabaseQueue(path: path, configuration: configuration)
        }
        try Engine.translating {
            try queue.writeWithoutTransaction { database in
                try Pragmas.writer.check(on: database)
                log.follow(database)
            }
        }
    }

    /// Runs the body in one transaction and returns after its COMMIT is on disk.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(body) { continuation.resume(with: $0) }
        }
    }

    /// Has a function called after each COMMIT. It must be quick: everybody who writes waits for it.
    func onCommit(_ body: @escaping @Sendable () -> Void) {
        afterCommit.withLock { $0 = body }
    }

    /// Runs the body in one transaction, then `done` on the writer's queue.
    func enqueue<Value>(
        _ body: @escaping @Sendable (Connection) throws -> Value,
        done: @escaping @Sendable (Result<Value, any Error>) -> Void
    ) {
        queue.asyncWriteWithoutTransaction { database in
            let result = Result { try self.transaction(on: database, body) }
            if case .success = result { self.afterCommit.withLock(\.self)?() }
            done(result)
            // After everybody was told: nobody waits for a checkpoint. A connection that was closed
            // meanwhile has no log, and nothing of it may be asked.
            if case .success = result { self.keepLogShort(on: database) }
        }
    }

    /// Runs the body in one transaction on the calling thread; for the start of the process only.
    @discardableResult
    func writeNow<Value>(_ body: (Connection) throws -> Value) throws -> Value {
        try queue.writeWithoutTransaction { try transaction(on: $0, body) }
    }

    private func transaction<Value>(
        on database: Database, _ body: (Connection) throws -> Value
    ) throws -> Value {
        try Engine.translating {
            try database.execute(sql: "BEGIN IMMEDIATE")
            do {
                let value = try body(Connection(database: database))
                try beforeCommit.withLock { $0 }?()
                try database.execute(sql: "COMMIT")
                return value
            } catch {
                if database.isInsideTransaction { try? database.rollback() }
                throw error
            }
        }
    }

    private func keepLogShort(on database: Database) {
        guard log.isDue() else { return }
        if logSize >= Self.largestLog {
            _ = try? cutLog(of: database)
        } else if let row = try? Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(RESTART)"),
            Self.isDone(row)
        {
            log.beganAnew()
        }
    }

    /// Moves the log into the database and cuts it to nothing, as far as readers allow. Answers
    /// true when the log is empty afterwards.
    func checkpoint() async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            queue.asyncWriteWithoutTransaction { database in
                continuation.resume(
                    with: Result {
                        try Engine.translating { try self.cutLog(of: database) }
                    })
            }
        }
    }

    private func cutLog(of database: Database) throws -> Bool {
        let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        guard Self.isDone(row) else { return false }
        log.wasCut()
        return true
    }

    /// Whether no reader was in the way of a checkpoint.
    private static func isDone(_ row: Row?) -> Bool { (row?[0] as Int?) == 0 }

    /// Once in each turn of upkeep: puts the cut of the log off, where that may be; answers whether.
    func putOffCut() -> Bool {
        let size = logSize
        return size == 0 || size < Self.largestLog && log.putOffCut()
    }

    /// Bytes in the write-ahead log now.
    var logSize: Int { PrivateFile.size(of: path + "-wal") }

    /// Closes the connection; what is asked afterwards fails.
    func close() throws { try queue.close() }
}
