import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct BoardTests {
    private func board() async throws -> (StorageHouse, RegisteredForm, LiveSession, Card) {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form))
        let session = try await house.signIn()
        let page = try await house.storage.board.page(form.id, for: session)
        return (house, form, session, try #require(page.columns[1].cards.first))
    }

    @Test func `a new submission stands in the first status, titles opened`() async throws {
        let (house, form, session, card) = try await board()
        #expect(card.titles?["name"] == ["Vera"])
        #expect(card.titles?["message"] == [])
        #expect(card.state == CardState(place: .status("unhandled"), assignee: nil, version: 1))
        let page = try await house.storage.board.page(form.id, for: session)
        #expect(
            page.columns.map(\.column.id) == [
                "held", "unhandled", "in-progress", "done", "shipped",
            ])
        #expect(page.columns.map(\.count) == [0, 1, 0, 0, 0])
        #expect(page.desk.people.map(\.name.text) == ["anna"])
        #expect(page.refused.isEmpty)
    }

    @Test func `the newest stand first, and a column shows as many as asked`() async throws {
        let (house, form, session, _) = try await board()
        for number in 0..<5 {
            house.clock.advance(by: .seconds(1))
            try await house.send(Contact.arrival(form, name: "Vera \(number)"))
        }
        let page = try await house.storage.board.page(form.id, for: session, limit: 3)
        #expect(page.columns[1].count == 6)
        #expect(
            page.columns[1].cards.map { $0.titles?["name"] } == [
                ["Vera 4"], ["Vera 3"], ["Vera 2"],
            ])
    }

    @Test func `a card is taken, moved and told of`() async throws {
        let (house, form, session, card) = try await board()
        let board = try house.storage.board
        let anna = session.person.id
        let taken = try await board.change(
            card.id, .take, expecting: 1, for: session, now: house.clock.now)
        #expect(taken == .changed(version: 2))
        let moved = try await board.change(
            card.id, .move(to: "done"), expecting: 2, for: session, now: house.clock.now)
        #expect(moved == .changed(version: 3))
        let opened = try #require(
            try await board.open(card.id, for: session, now: house.clock.now))
        #expect(opened.card.state == CardState(place: .status("done"), assignee: anna, version: 3))
        #expect(
            opened.history.map(\.kind) == [
                .assigned(from: nil, to: anna),
                .moved(from: .status("unhandled"), to: .status("done")),
            ])
        let kinds = try await house.storage.audit.newest(3).map(\.kind)
        #expect(kinds == [.submissionOpened, .submissionMoved, .submissionAssigned])
        #expect(try await house.storage.board.page(form.id, for: session).columns[3].count == 1)
    }

    @Test func `a stale change shows the other person's instead of undoing it`() async throws {
        let (house, _, session, card) = try await board()
        let board = try house.storage.board
        _ = try await board.change(
            card.id, .move(to: "done"), expecting: 1, for: session, now: house.clock.now)
        let stale = try await board.change(
            card.id, .move(to: "shipped"), expecting: 1, for: session, now: house.clock.now)
        guard case .conflict(let current, let since) = stale else {
            throw Unexpected(what: "\(stale)")
        }
        #expect(current == CardState(place: .status("done"), assignee: nil, version: 2))
        #expect(since.map(\.kind) == [.moved(from: .status("unhandled"), to: .status("done"))])
        #expect(since.map(\.by) == [session.person.id])
    }

    @Test func `of a hundred changes of one version one is made`() async throws {
        let (house, _, session, card) = try await board()
        let changed = try await withThrowingTaskGroup { tasks in
            for number in 0..<100 {
                tasks.addTask {
                    try await house.storage.board.change(
                        card.id, .move(to: number % 2 == 0 ? "done" : "shipped"), expecting: 1,
                        for: session, now: house.clock.now)
                }
            }
            return try await tasks.reduce(into: 0) { if case .changed = $1 { $0 += 1 } }
        }
        #expect(changed == 1)
    }

    @Test func `what is held is released into a status`() async throws {
        let (house, form, session, _) = try await board()
        try await house.send(Contact.arrival(form, name: "Held", held: .withoutToken))
        let page = try await house.storage.board.page(form.id, for: session)
        let held = try #require(page.columns[0].cards.first)
        #expect(held.state.place == .held(.withoutToken))
        let moved = try await house.storage.board.change(
            held.id, .move(to: "unhandled"), expecting: 1, for: session, now: house.clock.now)
        #expect(moved == .changed(version: 2))
        let after = try await house.storage.board.page(form.id, for: session)
        #expect(after.columns.map(\.count) == [0, 2, 0, 0, 0])
    }

    @Test func `an unknown status, card or person changes nothing`() async throws {
        let (house, _, session, card) = try await board()
        let board = try house.storage.board, now = house.clock.now
        #expect(
            try await board.change(
                card.id, .move(to: "nowhere"), expecting: 1, for: session, now: now)
                == .unknown)
        let nobody = PersonID(time: now, random: [UInt8](repeating: 1, count: 10))
        await #expect(throws: StorageError(.invalid, "")) {
            try await board.change(card.id, .assign(nobody), expecting: 1, for: session, now: now)
        }
        let nothing = SubmissionID(time: now, random: [UInt8](repeating: 1, count: 10))
        #expect(
            try await board.change(nothing, .take, expecting: 1, for: session, now: now) == .gone)
        #expect(try await board.open(nothing, for: session, now: now) == nil)
    }

    @Test func `who was not granted a form sees nothing of it`() async throws {
        let (house, form, _, card) = try await board()
        _ = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .staff,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        try await house.storage.writer.write { connection in
            try connection.run(
                """
                DELETE FROM grants WHERE person NOT IN (SELECT person FROM credentials
                    WHERE kind = 'recovery-code') AND rowid = (SELECT max(rowid) FROM grants)
                """)
        }
        let ben = try await house.signIn("ben")
        #expect(try await house.storage.board.forms(for: ben).forms.isEmpty)
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await house.storage.board.page(form.id, for: ben)
        }
        #expect(try await house.storage.board.open(card.id, for: ben, now: house.clock.now) == nil)
        #expect(
            try await house.storage.board.change(
                card.id, .take, expecting: 1, for: ben, now: house.clock.now) == .gone)
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await house.opened(form, as: ben)
        }
    }
}
