import Sealing
import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct StaffTests {
    @Test func `a new house has no roster, a founded one has anna`() async throws {
        let house = try StorageHouse()
        #expect(try await house.storage.staff.isSetUp() == false)
        await #expect(throws: StorageError(.setUp, "")) { try await house.contact() }
        let anna = try await house.storage.staff.setUp(
            name: StorageHouse.name("anna"), password: StorageHouse.password("a long password"),
            recoveryCode: RecoveryCode.create(), now: house.clock.now)
        #expect(try await house.storage.staff.isSetUp())
        #expect(try await house.storage.staff.people() == [anna])
    }

    @Test(arguments: [
        (Role.administrator, UInt8(1)), (.staff, 2), (.manager, 4), (.viewer, 5),
    ])
    func `a role is the same one in the roster, by a number that stays`(role: Role, number: UInt8)
        throws
    {
        #expect(role.ofRoster.rawValue == number)
        #expect(try Role(#require(RosterRole(rawValue: number))) == role)
    }

    @Test func `the recovery person has no role at the desk, and every other number has one`() {
        let roles = RosterRole.allCases.map { Role($0) }
        #expect(roles.count { $0 == nil } == 1 && Role(.recovery) == nil)
        #expect(Set(roles.compactMap(\.self)) == Set(Role.allCases))
    }

    @Test func `a house is founded once`() async throws {
        let house = try await StorageHouse.founded()
        await #expect(throws: StorageError(.setUp, "")) {
            try await house.storage.staff.setUp(
                name: StorageHouse.name("ben"), password: StorageHouse.password("long password"),
                recoveryCode: RecoveryCode.create(), now: house.clock.now)
        }
    }

    @Test func `a set-up whose commit failed can be done again`() async throws {
        let house = try StorageHouse()
        func setUp() async throws {
            _ = try await house.storage.staff.setUp(
                name: StorageHouse.name("anna"),
                password: StorageHouse.password("anna's long password"),
                recoveryCode: RecoveryCode.create(), now: house.clock.now)
        }
        try house.storage.writer.beforeCommit.withLock { $0 = { throw Unexpected(what: "power") } }
        await #expect(throws: Unexpected.self) { try await setUp() }
        try house.storage.writer.beforeCommit.withLock { $0 = nil }
        try await setUp()
        _ = try await house.signIn()
    }

    @Test func `a wrong password and a wrong name get the same answer, and both are written down`()
        async throws
    {
        let house = try await StorageHouse.founded()
        for (name, password) in [("anna", "wrong password"), ("nobody", "anna's long password")] {
            guard case .refused = try await house.answer(name, password) else {
                Issue.record("\(name) came in")
                return
            }
        }
        // The trail tells whose account was tried; a name nobody has is not in it.
        let anna = try #require(try await house.storage.staff.people().first)
        let events = try await house.storage.audit.newest(4)
        #expect(events.map(\.kind) == [AuditKind](repeating: .signInFailed, count: 4))
        #expect(events.map(\.actor) == [AuditActor](repeating: .visitor, count: 4))
        let name = AuditDetail.id(.person, anna.id)
        let password = AuditDetail.word(.reason, "password")
        let code = AuditDetail.word(.reason, "code")
        #expect(events.map(\.details) == [[code], [password], [name, code], [name, password]])
    }

    @Test func `a name counts in any case and width`() async throws {
        let house = try await StorageHouse.founded()
        for name in ["Anna", "ＡＮＮＡ"] {
            let answer = try await house.answer(name, "anna's long password")
            guard case .signedIn(_, let person) = answer else { throw Unexpected(what: name) }
            #expect(person.name.text == "anna")
        }
    }

    @Test func `ben is added by anna and opens what vera sent before`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form, message: "before"))
        let ben = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .manager,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        try await house.restart()
        _ = try await house.contact()
        let session = try await house.signIn("ben")
        #expect(session.person == ben)
        #expect(try await house.opened(form, as: session).map { $0.1["message"] } == [["before"]])
        #expect(try await house.storage.staff.people().map(\.name.text) == ["anna", "ben"])
    }

    @Test func `only an administrator's own password adds people, and each name once`() async throws
    {
        let house = try await StorageHouse.founded()
        func add(_ name: String, by: String, _ password: String) async throws {
            _ = try await house.storage.staff.add(
                name: StorageHouse.name(name), role: .staff,
                password: StorageHouse.password("\(name)'s long password"), by: by,
                administratorPassword: StorageHouse.password(password), now: house.clock.now)
        }
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await add("ben", by: "anna", "wrong")
        }
        let event = try #require(try await house.storage.audit.newest(1).first)
        #expect(event.kind == .credentialRefused && event.actor == .command)
        try await add("ben", by: "anna", "anna's long password")
        await #expect(throws: StorageError(.invalid, "")) {
            try await add("BEN", by: "anna", "anna's long password")
        }
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await add("cleo", by: "ben", "ben's long password")
        }
    }
}
