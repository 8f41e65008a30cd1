import Foundation
import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// `house.state` cannot be written once a person stands in the database: a directory of the
/// temporary file's name stands in for a full disk.
@Suite struct RosterPinTests {
    private func houseWithBen() async throws -> (StorageHouse, obstacle: String) {
        let house = try await StorageHouse.founded()
        let obstacle = house.directory + "/house.state.new"
        try FileManager.default.createDirectory(
            atPath: obstacle, withIntermediateDirectories: false)
        let ben = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .staff,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        #expect(ben.name.text == "ben")
        return (house, obstacle)
    }

    @Test func `a person who stands is told to stand, and the desk stays open`() async throws {
        let (house, obstacle) = try await houseWithBen()
        let state = house.directory + "/house.state"
        #expect(try await house.signIn("ben").person.name.text == "ben")
        #expect(try await house.signIn("anna").person.name.text == "anna")
        #expect(try HouseState.read(from: state)?.pin.number == 1)
        // As soon as there is room, the next use remembers it.
        try FileManager.default.removeItem(atPath: obstacle)
        #expect(try await house.storage.staff.people().count == 2)
        #expect(try HouseState.read(from: state)?.pin.number == 2)
        try await house.close()
    }

    @Test func `what is not written down yet is remembered all the same`() async throws {
        let (house, _) = try await houseWithBen()
        #expect(try await house.storage.staff.people().count == 2)
        try await house.storage.writer.write { connection in
            try connection.run("DELETE FROM rosters WHERE number = 2")
        }
        let error = await #expect(throws: SealingError.self) {
            try await house.storage.staff.people()
        }
        #expect(error == SealingError(.outdated, .roster))
        try await house.close()
    }
}
