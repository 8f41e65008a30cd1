import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Why a session does not go on is told as it is.
@Suite struct SessionEndTests {
    private func end(_ house: StorageHouse, _ token: String) async throws -> SessionEnd? {
        let resumed = try await house.storage.sessions.resume(token, now: house.clock.now)
        guard case .over(let end) = resumed else { return nil }
        return end
    }

    /// What the only row of a session holds.
    private func sealed(_ house: StorageHouse) async throws -> [UInt8] {
        try await house.close()
        let path = house.directory + "/sessions.sqlite"
        let rows = try Shell.bytes("SELECT sealed FROM sessions", in: path)
        try house.open()
        return try #require(rows.first)
    }

    @Test(arguments: [true, false])
    func `idleness, the longest time and an end elsewhere are told apart`(
        restarts: Bool
    ) async throws {
        let house = try await StorageHouse.founded()
        let idle = try await house.token(), busy = try await house.token()
        let ended = try await house.token()
        try await house.storage.sessions.end(ended, now: house.clock.now)
        for _ in 0..<(12 * 4 - 1) {
            house.clock.advance(by: .seconds(900))
            #expect(try await end(house, busy) == nil)
        }
        house.clock.advance(by: .seconds(900))
        // With what it has in its memory, and without.
        if restarts { try await house.restart() }
        #expect(try await end(house, busy) == .longest)
        #expect(try await end(house, idle) == .idle)
        #expect(try await end(house, ended) == .lost)
        #expect(try await end(house, "no token at all") == .lost)
    }

    @Test(arguments: [true, false])
    func `a clock that was set back ends no session that it finds again when it is right`(
        restarts: Bool
    ) async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        #expect(try await end(house, token) == nil)
        house.clock.advance(by: .seconds(-7200))
        if restarts { try await house.restart() }
        #expect(try await end(house, token) == .clock)
        house.clock.advance(by: .seconds(7200 + 60))
        #expect(try await end(house, token) == nil)
    }

    @Test func `what another request has just extended is not ended`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        let digest = try #require(SessionToken.read(token)).digest
        let before = try await sealed(house)
        house.clock.advance(by: .seconds(1799))
        #expect(try await end(house, token) == nil)
        // A slower request, which has read the row before that one wrote it.
        try await house.storage.sessions.end(digest, ifStill: before)
        #expect(try await end(house, token) == nil)
        let after = try await sealed(house)
        try await house.storage.sessions.end(digest, ifStill: after)
        #expect(try await end(house, token) == .lost)
    }

    @Test func `what is over goes, what is only early stays`() async throws {
        let house = try await StorageHouse.founded()
        let token = try await house.token()
        house.clock.advance(by: .seconds(-60))
        for _ in 0..<2 { #expect(try await end(house, token) == .clock) }
        house.clock.advance(by: .seconds(60 + 1800))
        #expect(try await end(house, token) == .idle)
        #expect(try await end(house, token) == .lost)
    }
}
