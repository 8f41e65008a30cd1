import Testing

@testable import Genkan
@testable import GenkanStorage

/// Due dates, labels, spam, several cards at once, and undoing.
@Suite struct CardChangeTests {
    struct World {
        let house: StorageHouse
        let form: RegisteredForm
        let anna: LiveSession
        let cards: [Card]

        var board: BoardStore { get throws { try house.storage.board } }

        init(cards count: Int = 1) async throws {
            house = try await StorageHouse.founded()
            form = try await house.contact()
            for number in 0..<count {
                house.clock.advance(by: .seconds(1))
                try await house.send(Contact.arrival(form, name: "Vera \(number)"))
            }
            anna = try await house.signIn()
            cards = try await house.storage.board.page(form.id, for: anna).columns[1].cards
        }

        func change(
            _ card: SubmissionID, _ action: CardAction, _ version: Int64
        ) async throws -> ChangeOutcome {
            try await board.change(
                card, action, expecting: version, for: anna, now: house.clock.now)
        }

        func state(_ card: SubmissionID) async throws -> CardState {
            let found = try await board.cards([card], of: form.id, for: anna, now: house.clock.now)
            return try #require(found.cards.first).state
        }

        func label(_ name: String) async throws -> LabelID {
            let outcome = try await board.change(
                .make(try #require(LabelName(name)), .red), of: form.id, for: anna,
                now: house.clock.now)
            guard case .changed(let id) = outcome else { throw Unexpected(what: "\(outcome)") }
            return id
        }
    }

    @Test func `a due date and labels stand on the card, in its history and in the trail`()
        async throws
    {
        let world = try await World()
        let card = world.cards[0].id, day = try #require(Day("2026-12-24"))
        let urgent = try await world.label("urgent")
        #expect(try await world.change(card, .schedule(day), 1) == .changed(version: 2))
        let labels = CardAction.label(adding: [urgent], removing: [])
        #expect(try await world.change(card, labels, 2) == .changed(version: 3))
        let state = try await world.state(card)
        #expect(state.due == day && state.labels == [urgent])
        let opened = try #require(
            try await world.board.open(card, for: world.anna, now: world.house.clock.now))
        #expect(
            opened.history.map(\.kind) == [
                .scheduled(from: nil, to: day), .labelled(added: [urgent], removed: []),
            ])
        let kinds = try await world.house.storage.audit.newest(4).map(\.kind)
        #expect(
            kinds == [.submissionOpened, .submissionLabelled, .submissionScheduled, .labelMade])
    }

    @Test func `a label of another form, and one that was removed, are unknown`() async throws {
        let world = try await World()
        let urgent = try await world.label("urgent")
        let now = world.house.clock.now
        #expect(
            try await world.board.change(
                .remove(urgent), of: world.form.id, for: world.anna, now: now) == .changed(urgent))
        let put = CardAction.label(adding: [urgent], removing: [])
        #expect(try await world.change(world.cards[0].id, put, 1) == .unknown)
    }

    @Test func `removing a label takes it off every card, and its name is free again`()
        async throws
    {
        let world = try await World()
        let card = world.cards[0].id, urgent = try await world.label("urgent")
        _ = try await world.change(card, .label(adding: [urgent], removing: []), 1)
        let now = world.house.clock.now
        _ = try await world.board.change(
            .remove(urgent), of: world.form.id, for: world.anna, now: now)
        #expect(try await world.state(card).labels == [])
        let other = try await world.label("ＵＲＧＥＮＴ")
        #expect(other != urgent)
        let taken = try await world.board.change(
            .make(try #require(LabelName("urgent")), .blue), of: world.form.id, for: world.anna,
            now: now)
        #expect(taken == .taken)
    }

    @Test func `a form has so many labels and no more`() async throws {
        let world = try await World()
        for number in 0..<LabelRow.most { _ = try await world.label("label \(number)") }
        let one = LabelChange.make(try #require(LabelName("one too many")), .red)
        #expect(
            try await world.board.change(
                one, of: world.form.id, for: world.anna, now: world.house.clock.now) == .full)
    }

    @Test func `spam stands on no board, is counted, and comes back`() async throws {
        let world = try await World()
        let card = world.cards[0].id
        #expect(try await world.change(card, .discard, 1) == .changed(version: 2))
        let page = try await world.board.page(world.form.id, for: world.anna)
        #expect(page.columns.map(\.count) == [0, 0, 0, 0, 0] && page.spam == 1)
        #expect(
            page.columns.map(\.column.id) == [
                "held", "unhandled", "in-progress", "done", "shipped",
            ])
        #expect(try await world.change(card, .move(to: "unhandled"), 2) == .changed(version: 3))
        #expect(try await world.board.page(world.form.id, for: world.anna).spam == 0)
    }

    @Test func `of several cards each is changed unless somebody was faster`() async throws {
        let world = try await World(cards: 4)
        let ids = world.cards.map(\.id), now = world.house.clock.now
        _ = try await world.change(ids[1], .take, 1)
        let nothing = SubmissionID(time: now, random: [UInt8](repeating: 1, count: 10))
        let cards = ids.map { SeenCard(id: $0, version: 1) } + [SeenCard(id: nothing, version: 1)]
        let outcomes = try await world.board.change(
            cards, .move(to: "done"), for: world.anna, now: now)
        #expect(outcomes[0] == .changed(version: 2) && outcomes[4] == .gone)
        guard case .conflict(let current, let since) = outcomes[1] else {
            throw Unexpected(what: "\(outcomes[1])")
        }
        #expect(current.version == 2 && since.map(\.by) == [world.anna.person.id])
        let page = try await world.board.page(world.form.id, for: world.anna)
        #expect(page.columns.map(\.count) == [0, 1, 0, 3, 0])
        #expect(
            try await world.house.storage.audit.newest(3).allSatisfy {
                $0.kind == .submissionMoved
            })
    }

    @Test func `cards of another form are gone, and too many are refused`() async throws {
        let world = try await World()
        let cards = [SeenCard(id: world.cards[0].id, version: 1)], now = world.house.clock.now
        let other = FormID(time: now, random: [UInt8](repeating: 3, count: 10))
        #expect(
            try await world.board.change(cards, of: other, .take, for: world.anna, now: now)
                == [.gone])
        let many = Array(repeating: cards[0], count: BoardStore.mostAtOnce + 1)
        await #expect(throws: StorageError(.invalid, "")) {
            try await world.board.change(many, .take, for: world.anna, now: now)
        }
    }

    @Test func `one's own latest change is undone within its time, and only then`() async throws {
        let world = try await World(cards: 2)
        let (one, other) = (world.cards[0].id, world.cards[1].id)
        for card in [one, other] { _ = try await world.change(card, .move(to: "done"), 1) }
        world.house.clock.advance(by: BoardStore.undoTime)
        let first = try await world.board.undo(
            [SeenCard(id: one, version: 2)], for: world.anna, now: world.house.clock.now)
        #expect(first == [.changed(version: 3)])
        #expect(try await world.state(one).place == .status("unhandled"))
        world.house.clock.advance(by: .seconds(1))
        let late = try await world.board.undo(
            [SeenCard(id: other, version: 2)], for: world.anna, now: world.house.clock.now)
        #expect(late == [.unchanged(version: 2)])
        #expect(try await world.state(other).place == .status("done"))
    }

    @Test func `what somebody else has changed since, or did themselves, is not undone`()
        async throws
    {
        let world = try await GrantHouse()
        try await world.house.send(Contact.arrival(world.form))
        let anna = try await world.house.signIn(), ben = try await world.house.signIn("ben")
        let board = try world.house.storage.board, now = world.house.clock.now
        let card = try #require(
            try await board.page(world.form.id, for: anna).columns[1].cards.first
        ).id
        _ = try await board.change(card, .take, expecting: 1, for: anna, now: now)
        let bens = try await board.undo([SeenCard(id: card, version: 2)], for: ben, now: now)
        #expect(bens == [.unchanged(version: 2)])
        _ = try await board.change(card, .move(to: "done"), expecting: 2, for: ben, now: now)
        let annas = try await board.undo([SeenCard(id: card, version: 2)], for: anna, now: now)
        guard case .conflict(let current, _) = try #require(annas.first) else {
            throw Unexpected(what: "\(annas)")
        }
        #expect(current.version == 3)
    }

    @Test func `open cards of somebody who lost the form are nobody's, what is done stays theirs`()
        async throws
    {
        let world = try await GrantHouse()
        for name in ["A", "B", "C"] {
            try await world.house.send(Contact.arrival(world.form, name: name))
        }
        let anna = try await world.house.signIn()
        let board = try world.house.storage.board, now = world.house.clock.now
        let cards = try await board.page(world.form.id, for: anna).columns[1].cards.map(\.id)
        for (card, person) in zip(cards, [world.ben.id, world.ben.id, world.mia.id]) {
            _ = try await board.change(
                card, .assign(person), expecting: 1, for: anna, now: now)
        }
        _ = try await board.change(
            cards[1], .move(to: "done"), expecting: 2, for: anna, now: now)
        #expect(try await world.revoke(from: world.ben.id, by: anna) == .revoked)
        let opened = try #require(try await board.open(cards[0], for: anna, now: now))
        #expect(opened.card.state.assignee == nil && opened.card.state.version == 3)
        #expect(opened.history.last?.kind == .assigned(from: world.ben.id, to: nil))
        #expect(opened.history.last?.by == world.anna.id)
        let others = try await board.page(world.form.id, for: anna).columns.flatMap(\.cards)
        #expect(others.first { $0.id == cards[1] }?.state.assignee == world.ben.id)
        #expect(others.first { $0.id == cards[2] }?.state.assignee == world.mia.id)
    }

    @Test func `nobody gets a card back who has lost the form meanwhile`() async throws {
        let world = try await GrantHouse()
        try await world.house.send(Contact.arrival(world.form))
        let anna = try await world.house.signIn()
        let board = try world.house.storage.board, now = world.house.clock.now
        let card = try #require(
            try await board.page(world.form.id, for: anna).columns[1].cards.first
        ).id
        _ = try await board.change(card, .assign(world.ben.id), expecting: 1, for: anna, now: now)
        _ = try await board.change(card, .take, expecting: 2, for: anna, now: now)
        _ = try await world.revoke(from: world.ben.id, by: anna)
        let undone = try await board.undo([SeenCard(id: card, version: 3)], for: anna, now: now)
        #expect(undone == [.unchanged(version: 3)])
    }
}
