import Foundation
import Testing

@testable import GenkanStorage

@Suite struct WriterTests {
    @Test func `who writes after the end is told so, and nothing crashes`() async throws {
        let path = NSTemporaryDirectory() + "genkan-writer-\(UUID().uuidString).sqlite"
        defer {
            for ending in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + ending)
            }
        }
        let writer = try Writer(path: path)
        try await writer.write { try $0.run("CREATE TABLE words (word TEXT NOT NULL) STRICT") }
        try writer.close()
        for _ in 0..<3 {
            await #expect(throws: (any Error).self) {
                try await writer.write { try $0.run("INSERT INTO words VALUES ('late')") }
            }
        }
    }
}

@Suite struct LogLengthTests {
    @Test func `a log is due once for each time that it has grown long`() {
        let log = LogLength()
        log.note(LogLength.most - 1)
        #expect(!log.isDue())
        log.note(LogLength.most)
        #expect(log.isDue())
        #expect(!log.isDue())
        log.note(3)  // It began anew.
        #expect(!log.isDue())
        log.note(LogLength.most)
        #expect(log.isDue())
    }

    @Test func `one that begins anew all the time is cut at every twelfth turn`() {
        let log = LogLength()
        #expect(!log.putOffCut())
        let waits = (0..<24).map { _ in
            log.beganAnew()
            let waits = log.putOffCut()
            if !waits { log.wasCut() }
            return waits
        }
        let eleven = [Bool](repeating: true, count: LogLength.longestWait)
        #expect(waits == eleven + [false] + eleven + [false])
        #expect(!log.putOffCut())
    }

    @Test func `a cut that is due is tried in every turn until it succeeds`() {
        let log = LogLength()
        for _ in 0..<LogLength.longestWait {
            log.beganAnew()
            #expect(log.putOffCut())
        }
        for _ in 0..<3 {
            log.beganAnew()
            #expect(!log.putOffCut())
        }
        log.wasCut()
        log.beganAnew()
        #expect(log.putOffCut())
    }

    @Test func `a log that a reader holds back is not taken for one that is written over`()
        async throws
    {
        let database = TemporaryDatabase()
        let writer = try Writer(path: database.path)
        try await writer.write {
            try $0.run("CREATE TABLE pieces (bytes BLOB NOT NULL) STRICT")
        }
        let grow: @Sendable (Connection) throws -> Void = {
            try $0.run("INSERT INTO pieces VALUES (zeroblob(45000000))")
        }
        let readers = try Readers(path: database.path, count: 1)
        try await readers.read { connection in
            _ = try connection.number("SELECT count(*) FROM pieces")
            writer.enqueue(grow) { _ in }
            try writer.writeNow { _ in }  // after the log was found too long
        }
        #expect(!writer.putOffCut())
        _ = try await writer.checkpoint()
        #expect(writer.logSize == 0)
        try await writer.write(grow)
        try await writer.write { _ in }
        #expect(writer.putOffCut())
    }
}

/// The log that is written a transaction at a time, against a plain list of what must be there.
@Suite struct LogTests {
    private let database = TemporaryDatabase()

    @Test(arguments: [11, 12, 13])
    func `commits, rollbacks, spills and checkpoints in any order leave what was committed`(
        seed: UInt64
    ) async throws {
        let writer = try Writer(path: database.path)
        let readers = try Readers(path: database.path, count: 2)
        try await writer.write { connection in
            try connection.run(
                "CREATE TABLE pieces (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")
        }
        // So few pages that a large transaction is written to the log before it ends.
        try writer.writeNow { _ = try $0.first("PRAGMA cache_size = 8") { _ in } }
        var expected: [Int: Int] = [:]
        var dice = Dice(state: seed)
        for _ in 0..<120 {
            var next = expected
            for _ in 0...dice.draw(40) { next[dice.draw(200)] = dice.draw(9_000) }
            let changed = next.filter { expected[$0.key] != $0.value }
            if try await Self.write(changed, writer, fails: dice.draw(4) == 0) { expected = next }
            if dice.draw(6) == 0 { _ = try await writer.checkpoint() }
            #expect(try await Self.sizes(readers) == expected)
        }
        let verdict = try await readers.read { connection in
            try connection.first("PRAGMA integrity_check") { try $0[0] as String }
        }
        #expect(verdict == "ok")
    }

    private struct Dice {
        var state: UInt64

        mutating func draw(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
    }

    /// Whether it was committed.
    private static func write(
        _ pieces: [Int: Int], _ writer: Writer, fails: Bool
    ) async throws -> Bool {
        do {
            try await writer.write { connection in
                for (number, size) in pieces {
                    let bytes = [UInt8](repeating: UInt8(number), count: size)
                    try connection.run(
                        """
                        INSERT INTO pieces (number, bytes) VALUES (\(number), \(bytes))
                        ON CONFLICT (number) DO UPDATE SET bytes = excluded.bytes
                        """)
                }
                if fails { throw Unexpected(what: "a change of mind") }
            }
            return true
        } catch is Unexpected {
            return false
        }
    }

    private static func sizes(_ readers: Readers) async throws -> [Int: Int] {
        let rows = try await readers.read { connection in
            try connection.all("SELECT number, length(bytes) FROM pieces") {
                (try $0[0] as Int, try $0[1] as Int)
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
