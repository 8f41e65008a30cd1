import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct FormTests {
    @Test func `the same forms again change nothing, over a restart as well`() async throws {
        let house = try await StorageHouse.founded()
        let first = try await house.contact()
        #expect(try await house.contact() == first)
        try await house.restart()
        #expect(try await house.contact() == first)
        #expect(try await house.storage.forms.versions(first.id).count == 1)
    }

    @Test func `a changed form is a new version, and the old one stays`() async throws {
        let house = try await StorageHouse.founded()
        let first = try await house.contact()
        try await house.send(Contact.arrival(first, message: "to the old one"))
        let second = try #require(
            try await house.storage.forms.register(
                [Contact.form(title: "Write to us")], now: house.clock.now
            ).first)
        #expect(second.id == first.id)
        #expect(second.version == 2)
        #expect(try await house.storage.forms.version(first.id, 1) == first)
        // A page that was opened before the change still sends to the version it shows.
        try await house.send(Contact.arrival(first, message: "late"))
        let session = try await house.signIn()
        let page = try await house.storage.board.page(first.id, for: session)
        #expect(page.form == second)
        #expect(page.columns[1].cards.map(\.formVersion) == [1, 1])
        let card = try #require(page.columns[1].cards.first)
        let opened = try #require(
            try await house.storage.board.open(card.id, for: session, now: house.clock.now))
        #expect(opened.form == first)
        #expect(opened.current == second)
    }

    @Test func `a registration is all or nothing`() async throws {
        let house = try await StorageHouse.founded()
        let first = try await house.contact()
        try house.storage.writer.beforeCommit.withLock { $0 = { throw Unexpected(what: "power") } }
        await #expect(throws: Unexpected.self) {
            try await house.storage.forms.register(
                [Contact.form(title: "Changed"), Contact.form(named: "jobs")],
                now: house.clock.now)
        }
        try house.storage.writer.beforeCommit.withLock { $0 = nil }
        #expect(try await house.storage.forms.versions(first.id) == [first])
    }

    @Test func `a form that is gone keeps its board, and is told of once`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form))
        for _ in 0..<2 { try await house.storage.forms.register([], now: house.clock.now) }
        let session = try await house.signIn()
        #expect(try await house.storage.board.forms(for: session).forms == [form])
        #expect(try await house.opened(form, as: session).count == 1)
        let kinds = try await house.storage.audit.newest(100).map(\.kind)
        #expect(kinds.count { $0 == .formRemoved } == 1)
        for _ in 0..<2 { #expect(try await house.contact() == form) }
        let newest = try await house.storage.audit.newest(1)
        #expect(newest.first?.kind == .formReturned)
        #expect(newest.first?.form == form.id)
    }

    @Test func `a status that went leaves its cards in a column of its own`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form))
        try await house.storage.forms.register(
            [Contact.form(statuses: Array(Status.standard.dropFirst()))], now: house.clock.now)
        let page = try await house.storage.board.page(form.id, for: house.signIn())
        #expect(
            page.columns.map(\.column.id) == [
                "held", "in-progress", "done", "shipped", "unhandled",
            ])
        #expect(page.columns.last?.count == 1)
    }

    @Test func `a version that nobody stored is not found`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        await #expect(throws: StorageError(.notFound, "")) {
            try await house.storage.forms.version(form.id, 2)
        }
    }
}
