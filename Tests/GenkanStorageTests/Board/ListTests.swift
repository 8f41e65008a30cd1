import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// A form whose cards stand everywhere, with everybody, due some day or none; many of them alike.
struct ListWorld {
    let world: GrantHouse
    let anna: LiveSession
    let form: RegisteredForm

    init(cards count: Int = 40) async throws {
        world = try await GrantHouse()
        form = world.form
        for number in 0..<count {
            let isHeld = number % 11 == 3
            try await world.house.send(
                Contact.arrival(
                    form, name: "Vera \(number)", message: "\(number)",
                    held: isHeld ? .withoutToken : nil))
            // Several arrive at the same instant.
            if number % 4 == 3 { world.house.clock.advance(by: .seconds(60)) }
        }
        anna = try await world.house.signIn()
        let statuses = ["unhandled", "in-progress", "done", "done", "shipped", Status.spamID]
        let people = [world.ben.id, world.anna.id, world.mia.id, nil]
        try await world.house.storage.writer.write { [form] connection in
            let ids = try connection.all(
                "SELECT id FROM submissions WHERE form = \(form.id) ORDER BY id"
            ) { try $0[0] as SubmissionID }
            for (number, id) in ids.enumerated() {
                let due = number % 3 == 0 ? nil : Day(number: Int64(20_000 + number % 5))
                try connection.run(
                    """
                    UPDATE submissions SET status = iif(held IS NULL,
                            \(statuses[number % statuses.count]), NULL),
                        assignee = \(people[number / 2 % people.count]), due = \(due)
                    WHERE id = \(id)
                    """)
            }
        }
    }

    func page(_ query: ListQuery) async throws -> ListPage {
        try await world.house.storage.board.list(
            form.id, query, for: anna, now: world.house.clock.now)
    }

    /// Every card, page after page from the first; and back again, which must be the same pages.
    func walk(_ query: ListQuery) async throws -> [Card] {
        var pages = [try await page(query)]
        while let place = pages.last?.behind, pages.count < 100 {
            var next = query
            // As an address has it.
            let read: ListPlace = try #require(ListPlace(place.text))
            next.place = read
            pages.append(try await page(next))
        }
        #expect(pages.first?.before == nil)
        for (number, page) in pages.enumerated().dropFirst() {
            var back = query
            let end: ListPlace = try #require(page.before)
            back.place = end
            back.isBefore = true
            let before = try await self.page(back)
            #expect(before.cards.map(\.id) == pages[number - 1].cards.map(\.id))
            #expect((before.before == nil) == (number == 1))
            #expect(before.behind != nil)
        }
        return pages.flatMap(\.cards)
    }
}

@Suite struct ListTests {
    /// What a card is sorted by, as the documentation says it; greater ones come behind.
    private static func key(
        of card: Card, _ sort: ListSort, _ world: ListWorld, _ people: [PersonID]
    ) -> Int64? {
        switch sort {
        case .received: return card.id.milliseconds
        case .due: return card.state.due?.number
        case .status:
            let columns =
                [Status.heldID] + world.form.form.statuses.map(\.id) + [Status.spamID]
            return columns.firstIndex(of: card.state.place.columnID).map(Int64.init)
        case .assignee:
            return card.state.assignee.flatMap(people.firstIndex).map(Int64.init)
        }
    }

    @Test(arguments: ListSort.allCases, [true, false])
    func `every card stands once, in order, on pages that lead on and back`(
        sort: ListSort, isDescending: Bool
    ) async throws {
        let world = try await ListWorld()
        let people = try await world.world.house.storage.staff.people().map(\.id)
        let filters = [
            BoardFilter(), BoardFilter(columns: ["done", "held", Status.spamID]),
            BoardFilter(assignee: .me), BoardFilter(columns: ["done"], due: BoardFilter.Due.any),
        ]
        for filter in filters {
            let all = try await world.page(ListQuery(filter: filter, limit: 500)).cards
            let query = ListQuery(
                filter: filter, sort: sort, isDescending: isDescending, limit: 3)
            let walked = try await world.walk(query)
            #expect(walked.count == all.count && walked.count > 3)
            #expect(Set(walked.map(\.id)) == Set(all.map(\.id)))
            for (one, other) in zip(walked, walked.dropFirst()) {
                let (first, second) = (
                    Self.key(of: one, sort, world, people), Self.key(of: other, sort, world, people)
                )
                guard let first else {
                    #expect(second == nil)
                    continue
                }
                guard let second else { continue }
                #expect(isDescending ? first >= second : first <= second)
                if first == second, sort != .received {
                    let times = (one.receivedAt, other.receivedAt)
                    #expect(isDescending ? times.0 >= times.1 : times.0 <= times.1)
                }
            }
        }
    }

    @Test func `spam stands in no list unless it is asked for`() async throws {
        let world = try await ListWorld()
        let all = try await world.page(ListQuery(limit: 500))
        #expect(all.cards.allSatisfy { $0.state.place != .spam })
        let spam = try await world.page(
            ListQuery(filter: BoardFilter(columns: [Status.spamID]), limit: 500))
        #expect(!spam.cards.isEmpty && spam.cards.allSatisfy { $0.state.place == .spam })
        #expect(all.counts[Status.spamID] == spam.cards.count)
        let counted = all.counts.filter { $0.key != Status.spamID }.reduce(0) { $0 + $1.value }
        #expect(counted == all.cards.count)
    }

    @Test func `titles are opened, and nothing else of the answers`() async throws {
        let world = try await ListWorld(cards: 3)
        let page = try await world.page(ListQuery())
        #expect(page.cards.allSatisfy { $0.titles?["message"] == [] })
        #expect(
            Set(page.cards.compactMap { $0.titles?["name"].first }) == [
                "Vera 0", "Vera 1", "Vera 2",
            ])
        let kinds = try await world.world.house.storage.audit.newest(50).map(\.kind)
        #expect(!kinds.contains(.submissionOpened))
    }

    @Test func `a place stays when its card goes elsewhere or is gone`() async throws {
        let world = try await ListWorld()
        var query = ListQuery(sort: .status, isDescending: false, limit: 10)
        let first = try await world.page(query)
        let last = try #require(first.cards.last)
        let end: ListPlace = try #require(first.behind)
        query.place = end
        let second = try await world.page(query).cards.map(\.id)
        let moved = try await world.world.house.storage.board.change(
            last.id, .move(to: "shipped"), expecting: 1, for: world.anna,
            now: world.world.house.clock.now)
        #expect(moved == .changed(version: 2))
        #expect(try await world.page(query).cards.map(\.id) == second)
    }

    @Test func `behind the last page is the first one again`() async throws {
        let world = try await ListWorld(cards: 4)
        let page = try await world.page(
            ListQuery(place: ListPlace(run: "all", key: 0, id: SubmissionID(high: 0, low: 0))))
        #expect(page.cards.count == 4 && page.before == nil && page.behind == nil)
        let nowhere = try await world.page(
            ListQuery(sort: .assignee, place: ListPlace(run: "x", key: 0, id: page.cards[0].id)))
        #expect(nowhere.cards.count == 4)
    }

    @Test(arguments: ["", "a", "a:b", "a:1:b", ":1:", "all:0:", "all:x:0123", "::::"])
    func `what is no place is none`(text: String) {
        #expect(ListPlace(text) == nil)
    }

    @Test func `a form without cards has an empty list`() async throws {
        let world = try await ListWorld(cards: 0)
        for sort in ListSort.allCases {
            let page = try await world.page(ListQuery(sort: sort))
            #expect(page.cards.isEmpty && page.before == nil && page.behind == nil)
        }
    }
}
