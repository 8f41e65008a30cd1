import Foundation
import Testing

@testable import GenkanStorage

@Suite struct PragmaTests {
    private let database = TemporaryDatabase()
    private var path: String { database.path }

    @Test func `the writer reads back what was set`() throws {
        let writer = try Writer(path: path)
        #expect(try writer.writeNow { try $0.number("PRAGMA synchronous") } == 2)
        #expect(try writer.writeNow { try $0.number("PRAGMA foreign_keys") } == 1)
        #expect(try writer.writeNow { try $0.number("PRAGMA secure_delete") } == 1)
        #expect(try writer.writeNow { try $0.number("PRAGMA wal_autocheckpoint") } == 0)
    }

    @Test(arguments: Pragmas.writer.settings.map(\.name))
    func `a pragma that is not set is refused by name`(name: String) throws {
        let others = Pragmas(
            settings: Pragmas.writer.settings.map { setting in
                guard setting.name == name else { return setting }
                return Pragmas.Setting(name, Self.wrong[name] ?? "0")
            })
        let error = #expect(throws: StorageError.self) {
            try Writer(path: path, pragmas: others)
        }
        #expect(error?.code == .pragmaRefused)
        #expect(error?.detail.contains(name) == true)
    }

    private static let wrong = [
        "journal_mode": "DELETE", "synchronous": "NORMAL", "wal_autocheckpoint": "1000",
        "temp_store": "FILE", "trusted_schema": "ON",
    ]

    @Test func `a reader cannot write`() async throws {
        let writer = try Writer(path: path)
        try writer.writeNow { try $0.run("CREATE TABLE things (id INTEGER PRIMARY KEY)") }
        let readers = try Readers(path: path, count: 1)
        await #expect(throws: StorageError.self) {
            try await readers.read { try $0.run("INSERT INTO things (id) VALUES (1)") }
        }
    }
}
