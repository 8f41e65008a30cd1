import Foundation
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct HouseInspectionTests {
    /// Every file of the house with its bytes, but for the two that SQLite itself makes.
    private func files(_ house: StorageHouse) throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: house.directory)
        var files: [String: Data] = [:]
        for name in names where !name.hasSuffix("-shm") && !name.hasSuffix("-wal") {
            files[name] = FileManager.default.contents(atPath: house.directory + "/" + name)
        }
        return files
    }

    private func addBen(to house: StorageHouse) async throws {
        _ = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .staff,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
    }

    @Test func `looking changes nothing`() async throws {
        let house = try await StorageHouse.founded()
        _ = try await house.contact()
        try await house.close()
        let before = try files(house)
        let inspection = try await HouseInspection(directory: house.directory, house: house.key)
        #expect(try await inspection.pendingMigrations() == 0)
        #expect(try await inspection.isSetUp())
        // Set up, form added, two grants.
        #expect(try await inspection.verifyAudit() == .intact(count: 4))
        try inspection.close()
        #expect(try files(house) == before)
        let log = house.directory + "/genkan.sqlite-wal"
        #expect(PrivateFile.size(of: log) == 0)
    }

    @Test func `a newer roster is seen and not remembered`() async throws {
        let house = try await StorageHouse.founded()
        let state = house.directory + "/house.state"
        let older = try #require(try PrivateFile.read(state, limit: 1024))
        try await addBen(to: house)
        try await house.close()
        try PrivateFile.replace(state, with: older)
        let inspection = try await HouseInspection(directory: house.directory, house: house.key)
        #expect(try await inspection.isSetUp())
        #expect(try PrivateFile.read(state, limit: 1024) == older)
        try inspection.close()
    }

    @Test func `it works beside the process that serves`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let inspection = try await HouseInspection(directory: house.directory, house: house.key)
        try await house.send(Contact.arrival(form))
        #expect(try await inspection.verifyAudit() == .intact(count: 5))
        try inspection.close()
        try await house.close()
    }

    @Test func `migrations that are missing are counted, one that was changed is refused`()
        async throws
    {
        let house = try await StorageHouse.founded()
        try await house.close()
        let path = house.directory + "/genkan.sqlite"
        try Shell.run("DELETE FROM migrations WHERE number >= 5", in: path)
        let behind = try await HouseInspection(directory: house.directory, house: house.key)
        let missing = Migrations.house.steps.count - 4
        #expect(try await behind.pendingMigrations() == missing)
        try behind.close()
        try Shell.run("UPDATE migrations SET checksum = zeroblob(32) WHERE number = 3", in: path)
        let changed = try await HouseInspection(directory: house.directory, house: house.key)
        await #expect(throws: StorageError(.migrationChanged, "")) {
            try await changed.pendingMigrations()
        }
        try changed.close()
    }

    @Test func `where no database is there is nothing to look at`() async throws {
        let house = try StorageHouse()
        await #expect(throws: StorageError(.unavailable, "")) {
            _ = try await HouseInspection(
                directory: house.directory + "/nowhere", house: house.key)
        }
        try await house.close()
    }

    @Test func `who serves nobody needs no runtime directory`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        try await house.close()
        try FileManager.default.removeItem(atPath: house.directory + "/run")
        var options = StorageHouse.options(house.directory)
        options.runtimeDirectory = nil
        try house.open(options)
        try await addBen(to: house)
        await #expect(throws: (any Error).self) {
            _ = try await house.storage.sessions.resume(token, now: house.clock.now)
        }
        #expect(!FileManager.default.fileExists(atPath: house.directory + "/run"))
        try await house.close()
    }
}
