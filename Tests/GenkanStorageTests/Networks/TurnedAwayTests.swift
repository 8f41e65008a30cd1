import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Signing in from where one's role may not: told only to who has given everything right.
@Suite struct TurnedAwayTests {
    private func house() async throws -> StorageHouse {
        let house = try await StorageHouse.founded()
        try await house.add("ben", .staff)
        _ = try await house.token("ben")
        let office = try #require(AddressRange("203.0.113.0/24"))
        _ = try await house.storage.networks.change(
            .allow([office]), for: .staff, by: .command, now: house.clock.now)
        return house
    }

    @Test
    func `whoever gives everything right is turned away without a session, and it is written down`()
        async throws
    {
        let house = try await house()
        let before = try await house.sessionCount()
        let ben = try #require(
            try await house.storage.staff.people().first { $0.name.text == "ben" })
        await #expect(throws: NotFromHere(ben.id)) { try await house.token("ben") }
        #expect(try await house.sessionCount() == before)
        let event = try #require(try await house.storage.audit.newest(1).first)
        #expect(event.kind == .turnedAway && event.actor == .person(ben.id))
        #expect(event.details == [.word(.network, "192.0.2.7")])
        // Another role's people come in from there as ever.
        _ = try await house.token()
    }

    @Test func `who does not give everything right learns nothing of it`() async throws {
        let house = try await house()
        for (name, password, codeIsRight) in [
            ("ben", "not his password", true), ("nobody", "some long password", true),
            ("ben", "ben's long password", false),
        ] {
            let answer = try await house.answer(name, password, codeIsRight: codeIsRight)
            guard case .refused = answer else {
                Issue.record("\(name): \(answer)")
                continue
            }
        }
        let kinds = try await house.storage.audit.newest(10).map(\.kind)
        #expect(!kinds.contains(.turnedAway))
    }

    @Test func `setting up a second factor is no way in either`() async throws {
        let house = try await house()
        try await house.add("carol", .staff)
        await #expect(throws: NotFromHere()) { try await house.token("carol") }
        // Nothing was set up, so that it can be done where she may come in.
        let begun = try await house.storage.signIns.begin(
            name: "carol", password: StorageHouse.password("carol's long password"),
            now: house.clock.now)
        #expect(begun.setsUp)
        // However often it is tried under one token, the trail has it once.
        func setUp() async throws -> SignInStore.Answer {
            try await house.storage.signIns.setUp(
                begun.token, factor: StorageHouse.factor(), place: StorageHouse.place,
                now: house.clock.now)
        }
        await #expect(throws: NotFromHere()) { _ = try await setUp() }
        for _ in 1...3 {
            guard case .over = try await setUp() else { throw Unexpected(what: "it goes on") }
        }
        let kinds = try await house.storage.audit.newest(20).map(\.kind)
        #expect(kinds.count { $0 == .turnedAway } == 2)
    }
}

extension StorageHouse {
    fileprivate func sessionCount() async throws -> Int64? {
        try await storage.sessions.readers.read { try $0.number("SELECT count(*) FROM sessions") }
    }
}
