import Genkan
import Testing

@testable import GenkanStorage

@Suite struct MigrationTests {
    @Test func `every migration is applied once, with its checksum`() async throws {
        let house = try StorageHouse()
        try await house.restart()
        try await house.close()
        let path = house.directory + "/genkan.sqlite"
        #expect(
            try Shell.number("SELECT count(*) FROM migrations", in: path)
                == Migrations.house.steps.count)
    }

    @Test func `a migration that was edited is refused`() async throws {
        let house = try StorageHouse()
        let error = await #expect(throws: StorageError.self) {
            try await house.tamper("UPDATE migrations SET checksum = zeroblob(32) WHERE number = 2")
        }
        #expect(error?.code == .migrationChanged)
        #expect(error?.detail.contains("migration 2") == true)
    }

    @Test func `a database of a newer program is refused`() async throws {
        let house = try StorageHouse()
        let error = await #expect(throws: StorageError.self) {
            try await house.tamper("INSERT INTO migrations VALUES (99, zeroblob(32), 1)")
        }
        #expect(error?.code == .migrationChanged)
    }

    /// The promise of STYLE.md: numbered, one per file, never edited.
    @Test func `the published migrations are what they were`() throws {
        let sums = try Migrations.house.steps.map {
            try Hexadecimal.text(Array($0.checksum().prefix(4)))
        }
        #expect(sums == Self.published)
        #expect(Migrations.house.steps.map(\.number) == Array(1...sums.count))
    }

    private static let published = [
        "f53fd04a", "3a202741", "fd541cd4", "6642e69d", "e43ee714",
        "54295a6f", "d90c6e90", "139d599f", "ba2eb4f9", "e0457d6a",
        "ae4f969f", "3d5e22aa", "10426e4b",
    ]
}
