import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct SessionTests {
    private func resumed(_ house: StorageHouse, _ token: String) async throws -> LiveSession? {
        try await house.storage.sessions.resume(token, now: house.clock.now).session
    }

    @Test func `a session lives over a restart of the service`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        try await house.restart()
        #expect(try await resumed(house, token)?.person.name.text == "anna")
    }

    @Test func `another token opens no screen that was locked meanwhile`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        let sessions = try house.storage.sessions, now = house.clock.now
        try await sessions.lock(token, now: now)
        let place = SessionPlace(device: "", address: "")
        let next = try #require(
            try await sessions.renewed(token, isProven: false, at: place, now: now))
        #expect(try await resumed(house, next)?.isLocked == true)
        let open = try #require(try await sessions.renewed(next, at: place, now: now))
        #expect(try await resumed(house, open)?.isLocked == false)
    }

    @Test func `thirty idle minutes end a session`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        house.clock.advance(by: .seconds(1799))
        #expect(try await resumed(house, token) != nil)
        house.clock.advance(by: .seconds(1799))
        #expect(try await resumed(house, token) != nil)
        house.clock.advance(by: .seconds(1800))
        #expect(try await resumed(house, token) == nil)
    }

    @Test func `twelve hours end a session, however busy`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        for _ in 0..<(12 * 4 - 1) {
            house.clock.advance(by: .seconds(900))
            #expect(try await resumed(house, token) != nil)
        }
        house.clock.advance(by: .seconds(900))
        #expect(try await resumed(house, token) == nil)
    }

    @Test func `a moved idle limit holds over a restart`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        house.clock.advance(by: .seconds(1200))
        _ = try await resumed(house, token)
        try await house.restart()
        house.clock.advance(by: .seconds(1200))
        #expect(try await resumed(house, token) != nil)
    }

    @Test func `signing out ends the session at once`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        _ = try await resumed(house, token)
        try await house.storage.sessions.end(token, now: house.clock.now)
        #expect(try await resumed(house, token) == nil)
    }

    @Test(arguments: ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "'; --"])
    func `a token that nobody was given is nobody's`(token: String) async throws {
        let house = try await StorageHouse.founded()
        #expect(try await resumed(house, token) == nil)
    }

    @Test func `the file has neither token nor person`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        let anna = try #require(try await house.storage.staff.people().first)
        try await house.close()
        let path = house.directory + "/sessions.sqlite"
        let file = try #require(try PrivateFile.read(path, limit: 8 << 20))
        #expect(!String(decoding: file, as: UTF8.self).contains(token))
        #expect(!contains(file, anna.id.bytes))
        #expect(try Shell.number("SELECT count(*) FROM sessions", in: path) == 1)
    }

    @Test func `a session row of somebody else, or a changed one, is refused`() async throws {
        let house = try await StorageHouse.founded()
        let first = try await house.token()
        let second = try await house.token()
        try await house.close()
        try Shell.run(
            "UPDATE sessions SET sealed = (SELECT sealed FROM sessions ORDER BY fingerprint LIMIT 1)",
            in: house.directory + "/sessions.sqlite")
        try house.open()
        var refused = 0
        for token in [first, second] {
            do {
                _ = try await resumed(house, token)
            } catch let error as SealingError {
                #expect(error == SealingError(.cannotOpen, .session))
                refused += 1
            }
        }
        #expect(refused == 1)
    }

    @Test func `another runtime secret, as after a reboot, opens no session`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        try await house.close()
        try PrivateFile.replace(
            house.directory + "/run/session.secret", with: [UInt8](repeating: 3, count: 32))
        try house.open()
        await #expect(throws: SealingError(.cannotOpen, .session)) {
            try await resumed(house, token)
        }
    }

    @Test func `a grant that is gone is gone at the next request`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let token = try await house.token()
        let before = try #require(try await resumed(house, token))
        #expect(try await house.storage.board.forms(for: before).forms.map(\.id) == [form.id])
        try await house.storage.writer.write { try $0.run("DELETE FROM grants") }
        let after = try #require(try await resumed(house, token))
        #expect(try await house.storage.board.forms(for: after).forms.isEmpty)
    }

    @Test func `a form registered meanwhile is in the session at the next request`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        #expect(
            try await house.storage.board.forms(for: #require(resumed(house, token))).forms.isEmpty)
        let form = try await house.contact()
        let after = try #require(try await resumed(house, token))
        #expect(try await house.storage.board.forms(for: after).forms.map(\.id) == [form.id])
    }

    private func contains(_ file: [UInt8], _ bytes: [UInt8]) -> Bool {
        file.indices.dropLast(bytes.count - 1).contains { start in
            file[start] == bytes[0] && file[start..<start + bytes.count].elementsEqual(bytes)
        }
    }
}
