import GRDB
import Synchronization

/// A few read-only connections to one database file.
///
/// Every access sees one snapshot. Accesses are short: a long one would keep the write-ahead log
/// from being cut, so exports read page by page.
final class Readers: Sendable {
    private let queues: [DatabaseQueue]
    private let next = Mutex(0)
    /// Runs before each access: the tests' way to count them.
    let beforeRead = Mutex<(@Sendable () -> Void)?>(nil)

    /// Opens `count` connections; the file must exist and its writer be open.
    init(path: String, count: Int, pragmas: Pragmas = .reader) throws {
        var configuration = Configuration()
        configuration.label = "genkan.reader"
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { try pragmas.set(on: $0) }
        queues = try (0..<count).map { _ in
            try Engine.translating {
                let queue = try DatabaseQueue(path: path, configuration: configuration)
                try queue.unsafeRead { try Pragmas.reader.check(on: $0) }
                return queue
            }
        }
    }

    /// Runs the body on one snapshot. A cancelled task's read runs to its end.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        beforeRead.withLock { $0 }?()
        let queue = queues[turn()]
        return try await withCheckedThrowingContinuation { continuation in
            queue.asyncUnsafeRead { database in
                continuation.resume(
                    with: Result {
                        try Engine.translating {
                            try Self.snapshot(on: database.get(), body)
                        }
                    })
            }
        }
    }

    private static func snapshot<Value>(
        on database: Database, _ body: (Connection) throws -> Value
    ) throws -> Value {
        try database.execute(sql: "BEGIN DEFERRED")
        defer { try? database.execute(sql: "COMMIT") }
        return try body(Connection(database: database))
    }

    private func turn() -> Int {
        next.withLock { number in
            number = (number + 1) % queues.count
            return number
        }
    }

    /// Closes every connection; before the writer's.
    func close() throws {
        for queue in queues { try Engine.translating { try queue.close() } }
    }
}
