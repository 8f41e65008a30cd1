import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct FileRoomTests {
    private static func without(room: Int = .max / 4) -> (inout Storage.Options) -> Void {
        { $0.reservedForTextBytes = room }
    }

    private static func options(reserved: Int = 0, forText: Int = 0) -> Storage.Options {
        var options = StorageHouse.options("/nowhere")
        options.reservedBytes = reserved
        options.reservedForTextBytes = forText
        return options
    }

    private func file() throws -> ArrivingFile {
        var sealer = try FileSealer()
        try sealer.write([UInt8](repeating: 7, count: 300)[...])
        return ArrivingFile(field: "photo", file: try sealer.finish(), scan: nil)
    }

    private func form(of house: StorageHouse) async throws -> RegisteredForm {
        try #require(
            try await house.storage.forms.register(
                [Contact.form(takesFiles: true)], now: house.clock.now
            ).first)
    }

    @Test func `a disk with room for text alone refuses files, and nothing else`() async throws {
        let house = try await StorageHouse.founded(adjust: Self.without())
        let form = try await form(of: house)
        let store = try house.storage.submissions, now = house.clock.now
        let arrival = try Contact.arrival(form, files: [file()])
        await #expect(throws: AcceptError.noRoomForFiles) {
            _ = try await store.accept(arrival, now: now)
        }
        guard case .stored = try await store.accept(Contact.arrival(form), now: now) else {
            Issue.record("a text is not stored")
            return
        }
        let isReady = try await house.storage.isReady()
        #expect(isReady)
        let files = try await house.storage.staff.readers.read {
            try $0.number(
                "SELECT (SELECT count(*) FROM files) + (SELECT count(*) FROM file_chunks)")
        }
        #expect(files == 0)
        let isRoomy = await store.hasRoom(forFiles: 1)
        #expect(!isRoomy)
        let roomy = try await StorageHouse.founded()
        #expect(try await roomy.storage.submissions.hasRoom(forFiles: 1))
    }

    @Test func `text that waits with a file that does not fit is stored`() async throws {
        let house = try await StorageHouse.founded(adjust: Self.without())
        let form = try await form(of: house)
        let store = try house.storage.submissions, now = house.clock.now
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { tasks in
            for number in 0..<40 {
                let files = number % 2 == 0 ? [try file()] : []
                let arrival = try Contact.arrival(form, message: "\(number)", files: files)
                tasks.addTask { (try? await store.accept(arrival, now: now)) != nil }
            }
            return try await tasks.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 20)
    }

    @Test func `who has sent a file before the disk was full gets the receipt again`() async throws
    {
        let house = try await StorageHouse.founded()
        let form = try await form(of: house)
        let key = "b3f0d7c2a4e94f6c8d1e5a7b9c0d2e4f", file = try file()
        let arrival = try Contact.arrival(form, key: key, files: [file])
        let first = try await house.storage.submissions.accept(arrival, now: house.clock.now)
        guard case .stored(let receipt) = first else { throw Unexpected(what: "\(first)") }
        try await house.close()
        var options = StorageHouse.options(house.directory)
        Self.without()(&options)
        try house.open(options)
        let again = try await house.storage.submissions.accept(arrival, now: house.clock.now)
        #expect(again == .repeated(receipt))
    }

    @Test func `a file takes its length in the log, and again where no page is free`() throws {
        let writer = try Writer(path: TemporaryDatabase().path)
        try writer.writeNow { (connection: Connection) throws -> Void in
            func taken(_ sizes: [Int], free: Int?) throws -> [Bool] {
                var room = try FileRoom(free: free, Self.options(reserved: 400), connection)
                return sizes.map { room.take($0) }
            }
            #expect(
                try taken([301, 200, 101, 100, 1], free: 1_000)
                    == [false, true, false, true, false])
            #expect(try taken([1], free: 300) == [false])
            #expect(try taken([1 << 40], free: nil) == [true])
        }
        try writer.writeNow { connection in
            try connection.run("CREATE TABLE pieces (piece BLOB)")
            try connection.run("INSERT INTO pieces VALUES (zeroblob(100000))")
        }
        try writer.writeNow { try $0.run("DELETE FROM pieces") }
        try writer.writeNow { (connection: Connection) throws -> Void in
            func taken(_ sizes: [Int], free: Int, forText: Int = 0) throws -> [Bool] {
                let options = Self.options(forText: forText)
                var room = try FileRoom(free: free, options, connection)
                return sizes.map { room.take($0) }
            }
            // Twice as much as without the pages that were freed.
            #expect(try taken([90_000, 20_000], free: 100_000) == [true, false])
            // What stays for text may stay on them, too.
            #expect(try taken([20_000], free: 30_000, forText: 70_000) == [true])
            #expect(try taken([50_000], free: 60_000, forText: 70_000) == [false])
        }
    }
}
