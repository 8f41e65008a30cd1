import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Adding, listing, naming and removing.
@Suite struct PasskeyStoreTests {
    @Test func `a passkey is added with the password, and listed`() async throws {
        let house = try await StorageHouse.founded()
        let anna = try await house.signIn()
        let change = try await house.addPasskey(of: anna, output: StorageHouse.output())
        #expect(change == .done)
        let listed = try await house.storage.passkeys.passkeys(of: anna)
        #expect(listed.map(\.name) == ["blue key"])
        #expect(listed[0].isCredential && listed[0].isGenuine && listed[0].used == nil)
        #expect(listed[0].content == [7, 8, 9])
        #expect(try await house.events(1) == [.passkeyAdded])
    }

    @Test func `a wrong password adds nothing and is written down`() async throws {
        let house = try await StorageHouse.founded()
        let anna = try await house.signIn()
        let begun = try await house.storage.passkeys.beginAdding(
            of: anna, password: StorageHouse.password("not anna's password"),
            now: house.clock.now)
        #expect(begun == nil)
        let change = try await house.addPasskey(
            of: anna, output: nil, password: "not anna's password")
        #expect(change == .wrongPassword)
        #expect(try await house.storage.passkeys.passkeys(of: anna).isEmpty)
        #expect(try await house.events(2) == [.credentialRefused, .credentialRefused])
    }

    @Test func `a credential id is in the house once, whoever brings it`() async throws {
        let house = try await StorageHouse.founded()
        _ = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .staff,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        let anna = try await house.signIn(), ben = try await house.signIn("ben")
        #expect(try await house.addPasskey(of: anna, output: nil) == .done)
        let change = try await house.addPasskey(
            of: ben, output: nil, password: "ben's long password")
        #expect(change == .exists)
        #expect(try await house.storage.passkeys.passkeys(of: ben).isEmpty)
    }

    @Test func `nobody has more than twenty`() async throws {
        let house = try await StorageHouse.founded()
        let anna = try await house.signIn()
        for number in 0..<20 {
            let change = try await house.addPasskey(of: anna, [UInt8(number), 1], output: nil)
            #expect(change == .done)
        }
        #expect(try await house.addPasskey(of: anna, output: nil) == .tooMany)
    }

    @Test func `a ticket is good once, for its purpose, its session and five minutes`() async throws
    {
        let house = try await StorageHouse.founded()
        let anna = try await house.signIn(), elsewhere = try await house.signIn()
        let ticket = try house.ticket(for: .register, of: anna)
        #expect(try await house.addPasskey(of: anna, output: nil, ticket: ticket) == .done)
        for wrong in [
            ticket, try house.ticket(for: .again, of: anna),
            try house.ticket(for: .register, of: elsewhere),
            try house.storage.signIns.passkeyTicket(now: house.clock.now).text, "", "x",
        ] {
            let change = try await house.addPasskey(
                of: anna, [1, 2, 3], output: nil, ticket: wrong)
            #expect(change == .refused)
        }
        let late = try house.ticket(for: .register, of: anna)
        house.clock.advance(by: .seconds(300))
        let change = try await house.addPasskey(of: anna, [1, 2], output: nil, ticket: late)
        #expect(change == .refused)
    }

    @Test func `one's own is renamed and removed, another's is not`() async throws {
        let house = try await StorageHouse.founded()
        _ = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .staff,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        let anna = try await house.signIn(), ben = try await house.signIn("ben")
        try await house.addPasskey(of: anna, output: nil)
        let store = try house.storage.passkeys
        let id = try #require(try await store.passkeys(of: anna).first).id
        let name = try #require(PasskeyName("phone"))
        #expect(try await store.rename(id, to: name, of: ben, now: house.clock.now) == .gone)
        #expect(try await store.remove(id, of: ben, now: house.clock.now) == .gone)
        #expect(try await store.rename(id, to: name, of: anna, now: house.clock.now) == .done)
        #expect(try await store.passkeys(of: anna).map(\.name) == ["phone"])
        #expect(try await store.remove(id, of: anna, now: house.clock.now) == .done)
        #expect(try await store.remove(id, of: anna, now: house.clock.now) == .gone)
        #expect(try await house.events(2) == [.passkeyRenamed, .passkeyRemoved])
    }

    @Test func `the last way to sign in stays, and so does the last second factor`() async throws {
        let house = try await StorageHouse.founded()
        let anna = try await house.signIn()
        try await house.addPasskey(of: anna, output: StorageHouse.output())
        let token = try await house.token()
        func remove() async throws -> PasskeyStore.Change {
            let live = try #require(
                try await house.storage.sessions.resume(token, now: house.clock.now).session)
            let id = try #require(
                try await house.storage.passkeys.passkeys(of: live).first
            ).id
            return try await house.storage.passkeys.remove(id, of: live, now: house.clock.now)
        }
        try await house.tamper(
            "UPDATE credentials SET kind = 'recovery-code', log_n = NULL,"
                + " r = NULL, p = NULL WHERE kind = 'password'")
        #expect(try await remove() == .last)
        try await house.tamper("UPDATE credentials SET kind = 'password', log_n = 10, r = 8, p = 1")
        try await house.tamper("DELETE FROM second_factors")
        #expect(try await remove() == .last)
    }
}
