import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct PersonChangeTests {
    @Test func `a role counts at the next request, and is written down`() async throws {
        let house = try await StorageHouse.founded()
        try await house.join("ben", .staff)
        let token = try await house.token("ben")
        let ben = try await house.change("ben", role: .manager)
        #expect(ben.role == .manager)
        let session = try await house.storage.sessions.resume(token, now: house.clock.now).session
        #expect(session?.person.role == .manager)
        let event = try #require(
            try await house.storage.audit.newest(9).first { $0.kind == .roleChanged })
        #expect(event.details.contains(.word(.roleBefore, "staff")))
        #expect(event.details.contains(.word(.role, "manager")))
    }

    @Test func `sessions end before rights rise and after; else nothing rises`()
        async throws
    {
        let house = try await StorageHouse.founded()
        try await house.join("ben", .staff)
        var roles: [Role?] = []
        func change(
            _ role: Role, password: String = "anna", failing: Bool = false
        ) async throws {
            let ben = try await house.id(of: "ben")
            _ = try await house.staff.change(
                ben, name: StorageHouse.name("ben"), role: role, by: house.signIn(),
                password: StorageHouse.secret(of: password), from: nil, now: house.clock.now
            ) { person in
                #expect(person == ben)
                if failing { throw Unexpected(what: "a full disk") }
                roles.append(try await house.staff.people().first { $0.id == ben }?.role)
            }
        }
        await #expect(throws: Unexpected.self) { try await change(.manager, failing: true) }
        await expectRefusal(.wrongPassword) { try await change(.manager, password: "ben") }
        #expect(roles.isEmpty)
        try await change(.manager)
        #expect(roles == [.staff, .manager])
        try await change(.viewer)
        try await change(.viewer)
        #expect(roles.count == 2)
    }

    @Test func `nobody steps down into a role that may not use the desk from where they are`()
        async throws
    {
        let house = try await StorageHouse.founded()
        try await house.join("dora", .administrator)
        let office = try #require(AddressRange("10.0.0.0/8"))
        _ = try await house.storage.networks.change(
            .allow([office]), for: .staff, by: .command, now: house.clock.now)
        func change(_ who: String, from address: String) async throws -> Person {
            try await house.staff.change(
                house.id(of: who), name: StorageHouse.name(who), role: .staff,
                by: house.signIn(), password: StorageHouse.secret(of: "anna"),
                from: ClientAddress(address), now: house.clock.now
            ) { _ in }
        }
        await expectRefusal(.locksOut) { _ = try await change("anna", from: "192.0.2.1") }
        #expect(try await change("dora", from: "192.0.2.1").role == .staff)
        try await house.join("emil", .administrator)
        #expect(try await change("anna", from: "10.0.0.1").role == .staff)
    }

    @Test func `a name is what one signs in with from then on, and is told of alone`() async throws
    {
        let house = try await StorageHouse.founded()
        try await house.join("ben")
        _ = try await house.change("ben", name: "Ben B.", role: .staff)
        #expect(try await house.kinds(1) == [.personRenamed])
        guard case .signedIn = try await house.answer("ben b.", "ben's long password") else {
            throw Unexpected(what: "the new name does not sign in")
        }
        await expectRefusal(.nameTaken) {
            _ = try await house.change("Ben B.", name: "Anna", role: .staff)
        }
    }

    @Test func `nothing is signed for a change of nothing`() async throws {
        let house = try await StorageHouse.founded()
        try await house.join("ben")
        let rosters = "SELECT count(*) FROM rosters"
        let path = house.directory + "/genkan.sqlite"
        let before = try Shell.number(rosters, in: path)
        _ = try await house.change("ben", role: .staff)
        #expect(try Shell.number(rosters, in: path) == before)
    }

    @Test func `the last administrator stays one`() async throws {
        let house = try await StorageHouse.founded()
        await expectRefusal(.lastAdministrator) {
            _ = try await house.change("anna", role: .manager)
        }
        await expectRefusal(.lastAdministrator) { try await house.leave("anna") }
        try await house.join("dora", .administrator)
        _ = try await house.change("anna", role: .manager)
        await expectRefusal(.notAdministrator) { _ = try await house.change("anna", role: .staff) }
        await expectRefusal(.lastAdministrator) { try await house.leave("dora", by: "dora") }
    }

    @Test func `who steps down takes the invitations along that nobody has come in by`()
        async throws
    {
        let (house, form) = try await StorageHouse.withContact()
        try await house.join("dora", .administrator)
        let open = try await house.invite("carol", by: "dora")
        let accepted = try await house.invite("erik", by: "dora")
        try await house.accept(accepted, as: "erik")
        let inside = try await house.invite("frida", forms: [form.id], by: "dora")
        try await house.accept(inside, as: "frida")
        try await house.confirm(inside, by: "dora")
        _ = try await house.change("dora", role: .staff)
        await expectRefusal(.withdrawn) { try await house.accept(open, as: "carol") }
        await expectRefusal(.gone) { try await house.confirm(accepted) }
        // What the third wanted to have granted is not lost.
        let anna = try await house.signIn()
        #expect(try await house.staff.waitingGrants(for: anna).map(\.person.name.text) == ["frida"])
    }

    @Test func `nobody but an administrator changes anybody, nobody at all is there`() async throws
    {
        let house = try await StorageHouse.founded()
        try await house.join("ben", .manager)
        await expectRefusal(.notAdministrator) {
            _ = try await house.change("anna", role: .staff, by: "ben")
        }
        let anna = try await house.signIn()
        let nobody = try #require(PersonID(bytes: [UInt8](repeating: 9, count: 16)))
        await expectRefusal(.gone) {
            _ = try await house.staff.change(
                nobody, name: StorageHouse.name("x"), role: .staff, by: anna,
                password: StorageHouse.secret(of: "anna"), from: nil, now: house.clock.now
            ) { _ in }
        }
        let details = try await house.staff.details(of: nobody, for: anna)
        #expect(details?.listed.id == nil)
    }
}
