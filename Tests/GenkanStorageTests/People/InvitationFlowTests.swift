import Sealing
import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct InvitationFlowTests {
    @Test func `carol is invited, accepts, is let in, and reads what vera sent before`()
        async throws
    {
        let (house, form) = try await StorageHouse.withContact()
        try await house.send(Contact.arrival(form, message: "before"))
        let slip = try await house.invite("carol", .manager, forms: [form.id])
        #expect(try await house.kinds(1) == [.personInvited])
        let invitee = try await house.accept(slip, as: "carol")
        #expect(invitee.name.text == "carol" && invitee.role == .manager && !invitee.isAgain)
        #expect(try await house.storage.audit.newest(1).first?.actor == .visitor)
        // Nothing counts before somebody lets her in.
        #expect(try await house.staff.people().map(\.name.text) == ["anna"])
        let early = try await house.answer("carol", "carol's long password")
        guard case .refused = early else { throw Unexpected(what: "\(early)") }
        let confirmed = try await house.confirm(slip)
        #expect(confirmed.granted == [form.id] && confirmed.waiting.isEmpty)
        #expect(confirmed.lapsed.isEmpty && !confirmed.isAgain)
        #expect(try await house.kinds(2) == [.formGranted, .personAdded])
        let carol = try await house.signIn("carol")
        #expect(carol.person.role == .manager)
        #expect(try await house.opened(form, as: carol).map { $0.1["message"] } == [["before"]])
    }

    @Test func `looking at an invitation uses nothing up, accepting does, once`() async throws {
        let house = try await StorageHouse.founded()
        let slip = try await house.invite("carol")
        for _ in 0..<3 {
            let open = try await house.staff.invitation(slip.code, now: house.clock.now)
            #expect(open.invitee.id == slip.id)
        }
        // As it is typed by hand.
        let typed = slip.code.lowercased().split(separator: "-").joined(separator: " ")
        _ = try await house.staff.invitation(typed, now: house.clock.now)
        try await house.accept(slip, as: "carol")
        await expectRefusal(.used) {
            _ = try await house.staff.invitation(slip.code, now: house.clock.now)
        }
        await expectRefusal(.used) { try await house.accept(slip, as: "mallory") }
        try await house.confirm(slip)
        await expectRefusal(.used) { try await house.accept(slip, as: "mallory") }
    }

    @Test func `an invitation ends after 72 hours, and what was accepted in time does not`()
        async throws
    {
        let house = try await StorageHouse.founded()
        let (one, other) = (try await house.invite("carol"), try await house.invite("dora"))
        house.clock.advance(by: .seconds(72 * 3_600 - 1))
        try await house.accept(one, as: "carol")
        house.clock.advance(by: .seconds(1))
        await expectRefusal(.expired) { try await house.accept(other, as: "dora") }
        try await house.confirm(one)
        _ = try await house.signIn("carol")
    }

    @Test func `only the right code tells what has become of an invitation`() async throws {
        let house = try await StorageHouse.founded()
        let slip = try await house.invite("carol")
        for wrong in ["", "not a code", "2345-6789-ACEF-HJKM", String(slip.code.dropLast()) + "2"]
        where wrong != slip.code {
            await expectRefusal(.unknownCode) {
                _ = try await house.staff.invitation(wrong, now: house.clock.now)
            }
        }
        let anna = try await house.signIn()
        try await house.staff.withdraw(slip.id, by: anna, now: house.clock.now)
        await expectRefusal(.withdrawn) { try await house.accept(slip, as: "carol") }
        await expectRefusal(.gone) {
            try await house.staff.withdraw(slip.id, by: anna, now: house.clock.now)
        }
        #expect(try await house.kinds(1) == [.invitationWithdrawn])
    }

    @Test func `an invitation needs an administrator's own password, at that very moment`()
        async throws
    {
        let (house, form) = try await StorageHouse.withContact()
        try await house.join("ben", .manager, forms: [form.id])
        await expectRefusal(.notAdministrator) { _ = try await house.invite("carol", by: "ben") }
        let anna = try await house.signIn()
        await expectRefusal(.wrongPassword) {
            _ = try await house.staff.invite(
                .newcomer(StorageHouse.name("carol"), .staff, forms: []), by: anna,
                password: StorageHouse.password("something else"), now: house.clock.now)
        }
        #expect(try await house.kinds(1) == [.credentialRefused])
        // Ben's session with anna's password is still ben's.
        let ben = try await house.signIn("ben")
        await expectRefusal(.wrongPassword) {
            _ = try await house.staff.invite(
                .newcomer(StorageHouse.name("carol"), .staff, forms: []), by: ben,
                password: StorageHouse.secret(of: "anna"), now: house.clock.now)
        }
    }

    @Test func `nobody is invited by a name that is taken or invited`() async throws {
        let house = try await StorageHouse.founded()
        await expectRefusal(.nameTaken) { _ = try await house.invite("ＡＮＮＡ") }
        let slip = try await house.invite("carol")
        await expectRefusal(.nameInvited) { _ = try await house.invite("Carol") }
        house.clock.advance(by: Invitee.lifetime)
        // An invitation that is over keeps no name from anybody.
        let later = try await house.invite("carol")
        try await house.accept(later, as: "carol")
        house.clock.advance(by: Invitee.lifetime)
        await expectRefusal(.nameInvited) { _ = try await house.invite("carol") }
        try await house.confirm(later)
        await expectRefusal(.expired) { try await house.accept(slip, as: "carol") }
    }

    @Test func `a name that was taken meanwhile lets nobody in under it`() async throws {
        let house = try await StorageHouse.founded()
        let slip = try await house.invite("carol")
        try await house.accept(slip, as: "carol")
        _ = try await house.storage.staff.add(
            name: StorageHouse.name("Carol"), role: .staff,
            password: StorageHouse.secret(of: "carol"), by: "anna",
            administratorPassword: StorageHouse.secret(of: "anna"), now: house.clock.now)
        await expectRefusal(.nameTaken) { try await house.confirm(slip) }
    }

    @Test func `a form there is not is not in an invitation`() async throws {
        let house = try await StorageHouse.founded()
        let nothing = try #require(FormID(bytes: [UInt8](repeating: 7, count: 16)))
        await #expect(throws: StorageError(.invalid, "")) {
            _ = try await house.invite("carol", forms: [nothing])
        }
    }

    @Test func `whoever became administrator after the invitation cannot check it`() async throws {
        let house = try await StorageHouse.founded()
        let slip = try await house.invite("carol")
        try await house.join("dora", .administrator)
        try await house.accept(slip, as: "carol")
        await expectRefusal(.cannotCheck) { try await house.confirm(slip, by: "dora") }
        let dora = try await house.staff.overview(for: house.signIn("dora"))
        #expect(dora.invitations.map(\.canCheck) == [false])
        #expect(try await house.staff.taskCount(for: house.signIn("dora")) == 0)
        #expect(try await house.staff.taskCount(for: house.signIn("anna")) == 1)
        try await house.confirm(slip)
    }

    @Test func `old invitations are forgotten, those somebody came in by are not needed`()
        async throws
    {
        let (house, form) = try await StorageHouse.withContact()
        let never = try await house.invite("carol", forms: [form.id])
        try await house.join("dora", forms: [form.id])
        house.clock.advance(by: .seconds(40 * 86_400))
        let storage = try house.storage
        storage.upkeep.watch.withLock { $0 = ClockWatch(afterStart: .zero) }
        await storage.upkeep.perform(.sweeping)
        #expect(
            try Shell.number(
                "SELECT count(*) FROM invitations", in: house.directory + "/genkan.sqlite") == 0)
        await expectRefusal(.unknownCode) { try await house.accept(never, as: "carol") }
        _ = try await house.signIn("dora")
    }
}
