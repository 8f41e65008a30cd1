import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct FileStoreTests {
    /// A house with a form that takes photos, and a card with two.
    private struct World {
        let house: StorageHouse
        let form: RegisteredForm
        let photos: [[UInt8]]
        let anna: LiveSession
        let card: SubmissionID

        init(
            scan: FileScan? = nil, held: HeldReason? = nil,
            photos: [[UInt8]] = [World.photo(70_000), World.photo(300)]
        ) async throws {
            house = try await StorageHouse.founded()
            self.photos = photos
            form = try #require(
                try await house.storage.forms.register(
                    [Contact.form(takesFiles: true)], now: house.clock.now
                ).first)
            try await house.send(
                Contact.arrival(form, held: held, files: World.arriving(photos, scan)))
            anna = try await house.signIn()
            let page = try await house.storage.board.page(
                form.id, for: anna, now: house.clock.now)
            card = try #require(page.columns.flatMap(\.cards).first).id
        }

        static func photo(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 % 253) } }

        static func arriving(_ photos: [[UInt8]], _ scan: FileScan? = nil) throws -> [ArrivingFile]
        {
            try photos.map { photo in
                var sealer = try FileSealer()
                try sealer.write(photo[...])
                return ArrivingFile(field: "photo", file: try sealer.finish(), scan: scan)
            }
        }

        func open(as session: LiveSession? = nil) async throws -> OpenedSubmission {
            try #require(
                try await house.storage.board.open(
                    card, for: session ?? anna, now: house.clock.now))
        }

        func file(_ id: FileID, as session: LiveSession? = nil) async throws -> OpenedFile? {
            try await house.storage.board.file(
                id, of: card, for: session ?? anna, now: house.clock.now)
        }

        func read(_ file: OpenedFile) async throws -> [UInt8] {
            var bytes: [UInt8] = []
            for index in 0..<file.chunks { bytes += try await file.chunk(index) }
            return bytes
        }

        /// After somebody with a shell changed the database; anna is signed in again.
        func tampered(_ sql: String) async throws -> (Storage, LiveSession) {
            try await house.tamper(sql)
            return (try house.storage, try await house.signIn())
        }
    }

    @Test func `files are stored with their submission and opened chunk by chunk`() async throws {
        let world = try await World()
        let opened = try await world.open()
        #expect(opened.files.count == 2 && opened.card.files == 2)
        #expect(opened.files.allSatisfy { $0.field == "photo" && $0.scan == nil })
        let told = try #require(opened.files.told(by: opened.answers, of: "photo"))
        for (index, stored) in opened.files.enumerated() {
            let file = try #require(try await world.file(stored.id))
            #expect(file.answer == told[index].answer && file.answer.name.text == "\(index).png")
            #expect(try await world.read(file) == world.photos[index])
        }
        let newest = try await world.house.storage.audit.newest(1)
        #expect(newest.first?.kind == .fileOpened)
        #expect(newest.first?.details == [.id(.file, opened.files[1].id)])
    }

    @Test func `nothing of a file stands in the database in clear`() async throws {
        let secret = Array(String(repeating: "vera's secret photograph ", count: 40).utf8)
        let world = try await World(photos: [secret])
        try await world.house.close()
        let path = world.house.directory + "/genkan.sqlite"
        for text in ["secret photograph", "0.png"] {
            #expect(
                try Shell.number(
                    """
                    SELECT (SELECT count(*) FROM file_chunks WHERE instr(sealed, CAST('\(text)' AS BLOB)))
                        + (SELECT count(*) FROM files WHERE instr(envelope, CAST('\(text)' AS BLOB)))
                    """, in: path) == 0)
        }
        #expect(try Shell.number("SELECT count(*) FROM file_chunks", in: path) == 1)
    }

    @Test func `who may not open the card may not open its files, and no card has another's`()
        async throws
    {
        let world = try await World()
        let file = try #require(try await world.open().files.first).id
        try await world.house.send(
            Contact.arrival(
                world.form, message: "another", files: World.arriving([World.photo(5)])))
        let page = try await world.house.storage.board.page(
            world.form.id, for: world.anna, now: world.house.clock.now)
        let other = try #require(page.columns.flatMap(\.cards).first { $0.id != world.card }).id
        let board = try world.house.storage.board, now = world.house.clock.now
        #expect(try await board.file(file, of: other, for: world.anna, now: now) == nil)
        #expect(try await world.file(FileID(high: 1, low: 1)) == nil)
        let (storage, anna) = try await world.tampered("DELETE FROM grants")
        #expect(try await storage.board.file(file, of: world.card, for: anna, now: now) == nil)
    }

    @Test(arguments: [FileScan.unscanned, .infected(.init("Eicar-Test"))])
    func `what is suspicious is handed out only after its card was released`(
        scan: FileScan
    ) async throws {
        let world = try await World(scan: scan, held: .infected)
        let file = try #require(try await world.open().files.first)
        #expect(file.scan == scan)
        await #expect(throws: FileRefusal.isHeld) { _ = try await world.file(file.id) }
        let kinds = try await world.house.storage.audit.newest(3).map(\.kind)
        #expect(!kinds.contains(.fileOpened))
        _ = try await world.house.storage.board.change(
            world.card, .move(to: "unhandled"), expecting: 1, for: world.anna,
            now: world.house.clock.now)
        let opened = try #require(try await world.file(file.id))
        #expect(try await world.read(opened) == world.photos[0])
    }

    @Test func `an infected file is not let out along with others`() async throws {
        let finding = FileScan.infected(.init("Eicar-Test"))
        let world = try await World(scan: finding, held: .infected)
        let board = try world.house.storage.board, now = world.house.clock.now
        try await world.house.send(Contact.arrival(world.form, message: "another", held: .hasty))
        let page = try await board.page(world.form.id, for: world.anna, now: now)
        let other = try #require(page.columns.flatMap(\.cards).first { $0.id != world.card }).id
        func change(_ action: CardAction, _ version: Int64) async throws -> [ChangeOutcome] {
            let cards = [world.card, other].map { SeenCard(id: $0, version: version) }
            return try await board.change(cards, action, for: world.anna, now: now)
        }
        let file = try #require(try await world.open().files.first).id
        #expect(
            try await change(.move(to: "unhandled"), 1)
                == [.infected(version: 1), .changed(version: 2)])
        await #expect(throws: FileRefusal.isHeld) { _ = try await world.file(file) }
        // The same by the way of Spam; what lets nothing out is done to all.
        _ = try await board.change(
            world.card, .take, expecting: 1, for: world.anna, now: now)
        #expect(try await change(.discard, 2) == [.changed(version: 3), .changed(version: 3)])
        #expect(
            try await change(.move(to: "done"), 3)
                == [.infected(version: 3), .changed(version: 4)])
        await #expect(throws: FileRefusal.isHeld) { _ = try await world.file(file) }
        // Once it is accepted it goes with the others.
        #expect(
            try await board.change(
                world.card, .move(to: "unhandled"), expecting: 3, for: world.anna, now: now)
                == .changed(version: 4))
        #expect(
            try await change(.move(to: "shipped"), 4)
                == [.changed(version: 5), .changed(version: 5)])
    }

    @Test(arguments: [
        "UPDATE files SET envelope = (SELECT envelope FROM files WHERE position = 1)",
        "UPDATE files SET envelope = zeroblob(400) WHERE position = 0",
        "UPDATE files SET position = CASE position WHEN 0 THEN 7 ELSE 0 END",
        "UPDATE files SET field = 'message' WHERE position = 0",
        "UPDATE files SET id = randomblob(16) WHERE position = 1",
        "DELETE FROM files WHERE position = 1",
    ])
    func `a file that is not the one that was sent is refused`(sql: String) async throws {
        let world = try await World()
        let ids = try await world.open().files.map(\.id)
        let (storage, anna) = try await world.tampered("PRAGMA foreign_keys = OFF; " + sql)
        let now = world.house.clock.now
        var refused = 0
        for id in ids {
            do {
                let file = try await storage.board.file(id, of: world.card, for: anna, now: now)
                if file == nil { refused += 1 }
            } catch is SealingError {
                refused += 1
            } catch let error as StorageError where error.code == .corrupted {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test(arguments: [
        "UPDATE file_chunks SET sealed = zeroblob(65552) WHERE position = 1",
        "DELETE FROM file_chunks WHERE position = 1",
        """
        UPDATE file_chunks SET sealed =
            (SELECT sealed FROM file_chunks AS other WHERE other.position = 0
                AND other.file = file_chunks.file) WHERE position = 1
        """,
    ])
    func `a chunk that is not the one that was sealed breaks off`(sql: String) async throws {
        let world = try await World()
        let id = try #require(try await world.open().files.first).id
        let (storage, anna) = try await world.tampered(sql)
        let file = try #require(
            try await storage.board.file(
                id, of: world.card, for: anna, now: world.house.clock.now))
        #expect(try await file.chunk(0) == Array(world.photos[0].prefix(65_536)))
        await #expect(throws: (any Error).self) { _ = try await file.chunk(1) }
    }

    @Test func `a retry with the same file is one submission, with another it is a conflict`()
        async throws
    {
        let world = try await World()
        let key = "0123456789abcdef0123456789abcdef"
        func send(_ photo: [UInt8]) async throws -> Acceptance {
            try await world.house.storage.submissions.accept(
                Contact.arrival(world.form, key: key, files: World.arriving([photo])),
                now: world.house.clock.now)
        }
        let receipt = try await send(World.photo(9)).receipt
        #expect(try await send(World.photo(9)) == .repeated(receipt))
        #expect(try await send(World.photo(8)) == .conflict)
        try await world.house.close()
        let path = world.house.directory + "/genkan.sqlite"
        #expect(try Shell.number("SELECT count(*) FROM files", in: path) == 3)
    }
}
