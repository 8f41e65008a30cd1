import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct ExportTests {
    private func house(_ count: Int) async throws -> (StorageHouse, RegisteredForm, LiveSession) {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        for number in 0..<count {
            try await house.send(Contact.arrival(form, message: "message \(number)"))
            house.clock.advance(by: .seconds(1))
        }
        return (house, form, try await house.signIn())
    }

    @Test func `every submission is exported once, oldest first, over many pages`() async throws {
        let (house, form, session) = try await house(230)
        let rows = try await house.opened(form, as: session)
        #expect(rows.map { $0.1["message"] } == (0..<230).map { ["message \($0)"] })
    }

    @Test func `the trail has the beginning before the first row and the end after the last`()
        async throws
    {
        let (house, form, session) = try await house(3)
        let audit = try house.storage.audit
        try await house.export(form, as: session).run { _ in
            let latest = try await audit.newest(1)
            #expect(latest.first?.kind == .exportBegun)
        } finish: {
            let latest = try await audit.newest(1)
            #expect(latest.first?.kind == .exportBegun)
        }
        let events = try await audit.newest(2)
        #expect(events.map(\.kind) == [.exportEnded, .exportBegun])
        #expect(
            Set(events[0].details) == [
                .number(.rows, 3), .word(.outcome, "complete"), .id(.begun, events[1].id),
            ])
        #expect(events.allSatisfy { $0.actor == .person(session.person.id) && $0.form == form.id })
    }

    @Test func `a download that breaks off is written down as cut`() async throws {
        let (house, form, session) = try await house(3)
        await #expect(throws: Unexpected.self) {
            var count = 0
            try await house.export(form, as: session).run { _ in
                count += 1
                if count == 2 { throw Unexpected(what: "the client went away") }
            }
        }
        let end = try #require(try await house.storage.audit.newest(1).first)
        #expect(end.kind == .exportEnded)
        #expect(end.details.contains(.number(.rows, 1)))
        #expect(end.details.contains(.word(.outcome, "cut")))
    }

    @Test func `a forged row is named and counted, and keeps no other back`() async throws {
        let (house, form, _) = try await house(3)
        try await house.tamper(
            """
            UPDATE submissions SET answers = zeroblob(length(answers))
            WHERE id = (SELECT min(id) FROM submissions)
            """)
        let session = try await house.signIn()
        let items = try await house.exported(form, as: session)
        #expect(items.count == 3)
        guard case .refused(let id?, let error as SealingError) = items[0] else {
            Issue.record("the forged row was not refused")
            return
        }
        #expect(error == SealingError(.cannotOpen, .envelope, ObjectID(id)))
        let events = try await house.storage.audit.newest(3)
        #expect(events.map(\.kind) == [.exportEnded, .tamperingRefused, .exportBegun])
        #expect(events[1].submission == id)
        #expect(
            Set(events[0].details) == [
                .number(.rows, 2), .number(.refused, 1), .word(.outcome, "complete"),
                .id(.begun, events[2].id),
            ])
    }

    @Test(arguments: ["substr(id, 1, 15)", "CAST(id || x'00' AS BLOB)", "x''"])
    func `a row whose id is none is refused and counted, and keeps no other back`(
        forgery: String
    ) async throws {
        let (house, form, _) = try await house(3)
        try await house.tamper(
            """
            PRAGMA ignore_check_constraints = ON;
            UPDATE submissions SET id = \(forgery)
            WHERE id = (SELECT id FROM submissions ORDER BY id LIMIT 1 OFFSET 1)
            """)
        let session = try await house.signIn()
        let items = try await house.exported(form, as: session)
        let refusals: [any Error] = items.compactMap { item in
            if case .refused(nil, let error) = item { error } else { nil }
        }
        #expect(items.count == 3)
        #expect(refusals.count == 1)
        #expect(refusals.first as? StorageError == StorageError(.corrupted, ""))
        let events = try await house.storage.audit.newest(3)
        #expect(events.map(\.kind) == [.exportEnded, .tamperingRefused, .exportBegun])
        #expect(events[1].submission == nil)
        #expect(
            Set(events[0].details) == [
                .number(.rows, 2), .number(.refused, 1), .word(.outcome, "complete"),
                .id(.begun, events[2].id),
            ])
    }

    @Test func `what arrives during the export is left out`() async throws {
        let (house, form, session) = try await house(2)
        let clock = house.clock
        var count = 0
        try await house.export(form, as: session).run { _ in
            clock.advance(by: .seconds(1))
            count += 1
            try await house.send(Contact.arrival(form, message: "late \(count)"))
        }
        #expect(count == 2)
    }

    @Test func `old versions are exported with the form they answered`() async throws {
        let (house, form, session) = try await house(1)
        let next = try await house.storage.forms.register(
            [Contact.form(title: "Write to us")], now: house.clock.now)
        try await house.send(Contact.arrival(next[0], message: "new"))
        house.clock.advance(by: .seconds(1))
        var versions: [UInt32] = []
        try await house.export(form, as: session).run { item in
            guard case .opened(let row) = item else { return }
            versions.append(row.form.version)
            #expect(row.form.form.title.en == (row.form.version == 1 ? "Contact" : "Write to us"))
        }
        #expect(versions == [1, 2])
    }
}
