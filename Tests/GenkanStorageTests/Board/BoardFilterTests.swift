import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct BoardFilterTests {
    /// Six cards, an hour apart, the oldest first, in a house whose form promises an answer in 4 hours.
    private struct World {
        let house: StorageHouse
        let form: RegisteredForm
        let anna: LiveSession
        let cards: [SubmissionID]
        let label: LabelID

        init() async throws {
            house = try await StorageHouse.founded()
            let form = Contact.form(answerWithin: 4)
            self.form = try #require(
                try await house.storage.forms.register([form], now: house.clock.now).first)
            for number in 0..<6 {
                try await house.send(
                    Contact.arrival(
                        self.form, name: "Vera \(number)", topic: number < 2 ? "books" : "chairs"))
                house.clock.advance(by: .seconds(3_600))
            }
            anna = try await house.signIn()
            let board = try house.storage.board
            cards = try await board.page(self.form.id, for: anna, order: .oldest)
                .columns[1].cards.map(\.id)
            let made = try await board.change(
                .make(try #require(LabelName("urgent")), .red), of: self.form.id, for: anna,
                now: house.clock.now)
            guard case .changed(let label) = made else { throw Unexpected(what: "\(made)") }
            self.label = label
        }

        func change(_ number: Int, _ action: CardAction, _ version: Int64 = 1) async throws {
            let outcome = try await house.storage.board.change(
                cards[number], action, expecting: version, for: anna, now: house.clock.now)
            #expect(outcome == .changed(version: version + 1))
        }

        /// The numbers of the cards that a filter lets through, in any column, by number.
        func found(_ filter: BoardFilter) async throws -> [Int] {
            let page = try await house.storage.board.page(
                form.id, BoardQuery(filter: filter), for: anna, now: house.clock.now)
            let found = page.columns.flatMap(\.cards).compactMap { cards.firstIndex(of: $0.id) }
            #expect(page.columns.reduce(0) { $0 + $1.count } == found.count)
            // Asked for by their ids, the same ones are let through.
            let slice = try await house.storage.board.cards(
                cards, of: form.id, BoardQuery(filter: filter), for: anna, now: house.clock.now)
            #expect(Set(slice.cards.compactMap { cards.firstIndex(of: $0.id) }) == Set(found))
            return found.sorted()
        }
    }

    @Test func `cards are found by who has them`() async throws {
        let world = try await World()
        try await world.change(0, .take)
        #expect(try await world.found(BoardFilter(assignee: .me)) == [0])
        #expect(try await world.found(BoardFilter(assignee: .nobody)) == [1, 2, 3, 4, 5])
        let anna = world.anna.person.id
        #expect(try await world.found(BoardFilter(assignee: .person(anna))) == [0])
    }

    @Test func `cards are found by labels, all of which they must have`() async throws {
        let world = try await World()
        let other = LabelID(high: 1, low: 1)
        try await world.change(3, .label(adding: [world.label], removing: []))
        #expect(try await world.found(BoardFilter(labels: [world.label])) == [3])
        #expect(try await world.found(BoardFilter(labels: [world.label, other])) == [])
    }

    @Test func `cards are found by their due dates, those that are done not as overdue`()
        async throws
    {
        let world = try await World()
        let today = try #require(Zone.utc.day(of: world.house.clock.now))
        try await world.change(0, .schedule(today.advanced(by: -1)))
        try await world.change(1, .schedule(today))
        try await world.change(2, .schedule(today.advanced(by: 7)))
        try await world.change(3, .schedule(today.advanced(by: 8)))
        try await world.change(4, .schedule(today.advanced(by: -5)))
        try await world.change(4, .move(to: "done"), 2)
        #expect(try await world.found(BoardFilter(due: .past)) == [0])
        #expect(try await world.found(BoardFilter(due: .today)) == [0, 1])
        #expect(try await world.found(BoardFilter(due: .week)) == [0, 1, 2])
        #expect(try await world.found(BoardFilter(due: .any)) == [0, 1, 2, 3, 4])
        #expect(try await world.found(BoardFilter(due: BoardFilter.Due.none)) == [5])
    }

    @Test func `overdue is what has waited longer than promised, or is past its day`()
        async throws
    {
        let world = try await World()  // six hours after the first: 0, 1 and 2 wait 4 hours or more
        #expect(try await world.found(BoardFilter(isOverdue: true)) == [0, 1, 2])
        try await world.change(0, .move(to: "done"))
        let today = try #require(Zone.utc.day(of: world.house.clock.now))
        try await world.change(5, .schedule(today.advanced(by: -1)))
        #expect(try await world.found(BoardFilter(isOverdue: true)) == [1, 2, 5])
    }

    @Test func `a card is unread until it was opened, and again after another's note`()
        async throws
    {
        let world = try await World()
        let board = try world.house.storage.board
        #expect(try await world.found(BoardFilter(isUnread: true)) == [0, 1, 2, 3, 4, 5])
        _ = try await board.open(world.cards[0], for: world.anna, now: world.house.clock.now)
        try await world.change(1, .move(to: "shipped"))
        #expect(try await world.found(BoardFilter(isUnread: true)) == [2, 3, 4, 5])
        let ben = try await world.house.add("ben", .staff)
        let bens = try await world.house.signIn("ben")
        world.house.clock.advance(by: .seconds(60))
        _ = try await board.note(
            try NoteText("@anna please"), on: world.cards[0], for: bens,
            now: world.house.clock.now)
        #expect(try await world.found(BoardFilter(isUnread: true)) == [0, 2, 3, 4, 5])
        #expect(try await world.found(BoardFilter(isMentioned: true)) == [0])
        world.house.clock.advance(by: .seconds(60))
        _ = try await board.open(world.cards[0], for: world.anna, now: world.house.clock.now)
        #expect(try await world.found(BoardFilter(isUnread: true)) == [2, 3, 4, 5])
        #expect(try await world.found(BoardFilter(isMentioned: true)) == [])
        // What came before somebody could open the form is not theirs to catch up with.
        let page = try await board.page(
            world.form.id, BoardQuery(filter: BoardFilter(isUnread: true)), for: bens,
            now: world.house.clock.now)
        #expect(page.columns.allSatisfy { $0.count == 0 } && ben.role == .staff)
    }

    @Test func `cards are found by the day they came, and by answers that are not personal`()
        async throws
    {
        let world = try await World()
        let today = try #require(Zone.utc.day(of: world.house.clock.now))
        let all = [0, 1, 2, 3, 4, 5]
        let days = all.filter { number in
            Zone.utc.day(of: Instant(microseconds: world.cards[number].milliseconds * 1_000))
                == today
        }
        #expect(try await world.found(BoardFilter(from: today)) == days)
        #expect(
            try await world.found(BoardFilter(to: today.advanced(by: -1)))
                == all.filter { !days.contains($0) })
        #expect(try await world.found(BoardFilter(answers: ["topic": "books"])) == [0, 1])
        #expect(try await world.found(BoardFilter(answers: ["name": "Vera 1"])) == [])
    }

    @Test func `cards are found by their columns`() async throws {
        let world = try await World()
        try await world.change(0, .move(to: "done"))
        try await world.house.send(Contact.arrival(world.form, name: "Held", held: .honeypot))
        let board = try world.house.storage.board
        let held = try await board.page(
            world.form.id, BoardQuery(filter: BoardFilter(columns: ["held", "done"])),
            for: world.anna, now: world.house.clock.now)
        #expect(held.columns.map(\.count) == [1, 0, 0, 1, 0])
    }

    @Test func `a column is read slice by slice, each behind the last, in either order`()
        async throws
    {
        let world = try await World()
        let board = try world.house.storage.board, now = world.house.clock.now
        for order in BoardOrder.allCases {
            var seen: [SubmissionID] = []
            var last: SubmissionID?
            var hasMore = true
            while hasMore {
                let slice = try await board.slice(
                    world.form.id, column: "unhandled", behind: last,
                    BoardQuery(order: order, limit: 4), for: world.anna, now: now)
                seen += slice.cards.map(\.id)
                (last, hasMore) = (slice.last, slice.hasMore)
            }
            #expect(seen == (order == .oldest ? world.cards : world.cards.reversed()))
        }
    }

    @Test func `a card has neighbours in the column it was opened from, moved or not`()
        async throws
    {
        let world = try await World()
        let board = try world.house.storage.board
        func neighbours(_ number: Int) async throws -> [Int?] {
            let found = try await board.neighbours(
                of: world.cards[number], in: "unhandled", of: world.form.id,
                BoardQuery(order: .oldest), for: world.anna, now: world.house.clock.now)
            return [found.before, found.behind].map { $0.flatMap(world.cards.firstIndex) }
        }
        #expect(try await neighbours(0) == [nil, 1])
        #expect(try await neighbours(3) == [2, 4])
        try await world.change(3, .move(to: "done"))
        #expect(try await neighbours(3) == [2, 4])
        #expect(try await neighbours(2) == [1, 4])
        #expect(try await neighbours(5) == [4, nil])
    }
}
