import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Whoever writes to the database brings no passkey: the row is refused and named.
@Suite struct PasskeyTamperingTests {
    private func house() async throws -> StorageHouse {
        let house = try await StorageHouse.founded()
        _ = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .staff,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        let anna = try await house.signIn(), ben = try await house.signIn("ben")
        try await house.addPasskey(of: anna, output: StorageHouse.output())
        try await house.addPasskey(
            of: ben, [0xB0], name: "ben's", output: StorageHouse.output(2),
            password: "ben's long password")
        return house
    }

    private static let anna = "(SELECT person FROM passkeys WHERE name = 'blue key')"

    @Test(
        arguments: [
            // ben's passkey under anna's name, with and without its key
            "UPDATE passkeys SET person = \(anna) WHERE name = 'ben''s'",
            "UPDATE passkeys SET person = \(anna), salt = NULL, public_key = NULL,"
                + " agreement = NULL, signing = NULL WHERE name = 'ben''s'",
            // another public key, as a thief's authenticator has it
            "UPDATE passkeys SET content = X'010203' WHERE name = 'ben''s'",
            "UPDATE passkeys SET signature = zeroblob(64) WHERE name = 'ben''s'",
            "UPDATE passkeys SET salt = zeroblob(16) WHERE name = 'ben''s'",
            "UPDATE passkeys SET public_key = zeroblob(32) WHERE name = 'ben''s'",
            "UPDATE passkeys SET id = zeroblob(16) WHERE name = 'ben''s'",
        ])
    func `a row that its person did not sign lets nobody in and is named`(
        sql: String
    ) async throws {
        let house = try await house()
        try await house.tamper(sql)
        let answer = try await house.signIn(passkey: [0xB0], output: StorageHouse.output(2))
        #expect(answer.token == nil)
        let error = try #require(answer.error)
        #expect(error.code == .notGenuine && error.subject == .passkey)
        let pending = try await house.pending("ben")
        let ticket = try #require(
            try house.storage.signIns.passkeyTicket(of: pending, now: house.clock.now)
        ).text
        let second = try await house.storage.signIns.finish(
            pending, GivenPasskey(ticket: ticket, credentialID: [0xB0]),
            place: StorageHouse.place, now: house.clock.now
        ) { _, _ in .right(counter: 6, isBackedUp: false) }
        #expect(second.token == nil && second.error?.code == .notGenuine)
        // anna's own goes on working.
        #expect(try await house.signIn(output: StorageHouse.output()).token != nil)
        let events = try await house.events(5)
        #expect(events.contains(.tamperingRefused) && events.contains(.signInFailed))
    }

    @Test func `the list shows what is not genuine, and it can be removed`() async throws {
        let house = try await house()
        let token = try await house.token("ben")
        try await house.tamper("UPDATE passkeys SET content = X'010203' WHERE name = 'ben''s'")
        let ben = try #require(
            try await house.storage.sessions.resume(token, now: house.clock.now).session)
        let listed = try await house.storage.passkeys.passkeys(of: ben)
        #expect(listed.map(\.isGenuine) == [false] && listed[0].content.isEmpty)
        let change = try await house.storage.passkeys.remove(
            listed[0].id, of: ben, now: house.clock.now)
        #expect(change == .done)
    }

    @Test func `a person key sealed by somebody else opens nothing`() async throws {
        let house = try await house()
        try await house.tamper(
            "UPDATE passkeys SET agreement = (SELECT agreement FROM passkeys WHERE name = 'ben''s')"
                + " WHERE name = 'blue key'")
        #expect(try await house.signIn(output: StorageHouse.output()).token == nil)
    }

    @Test func `who left the roster signs in with no passkey`() async throws {
        let house = try await house()
        // A person that no roster lists.
        try await house.tamper("UPDATE passkeys SET person = zeroblob(16) WHERE name = 'ben''s'")
        let answer = try await house.signIn(passkey: [0xB0], output: StorageHouse.output(2))
        #expect(answer.token == nil && answer.error == nil)
    }
}
