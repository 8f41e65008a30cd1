import Testing

@testable import Genkan
@testable import GenkanStorage

/// A status goes from a form's file while submissions stand in it: nobody has said that they are done.
@Suite struct FormerStatusTests {
    private static let former = "in-progress"

    /// Four submissions: one in the first status, two in the one that goes (one of them anna's), one done.
    private func world() async throws -> (
        house: StorageHouse, form: RegisteredForm, anna: LiveSession, cards: [SubmissionID]
    ) {
        let house = try await StorageHouse.founded(), now = house.clock.now
        func register(_ statuses: [Status]) async throws -> RegisteredForm {
            let form = Contact.form(statuses: statuses, answerWithin: 1)
            return try #require(
                try await house.storage.forms.register([form], now: now).first)
        }
        let form = try await register(Status.standard)
        for name in ["A", "B", "C", "D"] { try await house.send(Contact.arrival(form, name: name)) }
        let anna = try await house.signIn(), board = try house.storage.board
        let cards = try await board.page(form.id, for: anna).columns[1].cards.map(\.id)
        for (card, status) in [(1, Self.former), (2, Self.former), (3, "done")] {
            _ = try await board.change(
                cards[card], .move(to: status), expecting: 1, for: anna, now: now)
        }
        _ = try await board.change(cards[1], .take, expecting: 2, for: anna, now: now)
        let next = try await register(Status.standard.filter { $0.id != Self.former })
        return (house, next, anna, cards)
    }

    @Test func `its cards wait on Today, and a filter for late ones shows them`() async throws {
        let (house, form, anna, cards) = try await world()
        let board = try house.storage.board
        let later = house.clock.now.advanced(by: .seconds(3 * 3_600))
        let today = try await board.today(form.id, for: anna, now: later)
        #expect(today.desk.form.openStatuses.contains(Self.former))
        let shown = Dictionary(
            uniqueKeysWithValues: today.parts.map { ($0.part, Set($0.cards.map(\.id))) })
        #expect(shown[.mine] == [cards[1]])
        #expect(shown[.unassigned] == [cards[0], cards[2]])
        #expect(shown[.overdue] == Set(cards[0...2]))
        for filter in [BoardFilter(isOverdue: true), BoardFilter(columns: [Self.former])] {
            let page = try await board.page(
                form.id, BoardQuery(filter: filter), for: anna, now: later)
            let found = Set(page.columns.flatMap(\.cards).map(\.id))
            #expect(found.isSuperset(of: [cards[1], cards[2]]) && !found.contains(cards[3]))
            #expect(page.form.formerStatuses == [Self.former])
        }
    }

    @Test func `an open board is told when they become late`() async throws {
        let (house, form, anna, cards) = try await world()
        let now = house.clock.now, hour = Duration.seconds(3_600)
        let board = try house.storage.board
        let turned = try await board.turned(
            of: board.page(form.id, for: anna).form, from: now.advanced(by: hour - .seconds(1)),
            to: now.advanced(by: hour),
            for: anna)
        #expect(Set(turned) == Set(cards[0...2]))
    }

    @Test func `what has no submissions is no former status, nor is spam`() async throws {
        let (house, form, anna, cards) = try await world()
        let board = try house.storage.board, now = house.clock.now
        _ = try await board.change(cards[1], .discard, expecting: 3, for: anna, now: now)
        _ = try await board.change(
            cards[2], .move(to: "done"), expecting: 2, for: anna, now: now)
        let today = try await board.today(form.id, for: anna, now: now)
        #expect(today.desk.form.openStatuses == form.form.openStatuses)
    }

    /// A step in the index for each status, however many submissions there are.
    @Test func `no rows are walked for it`() async throws {
        let (house, form, _, _) = try await world()
        let plan = try await house.storage.staff.readers.read { connection in
            try connection.all("EXPLAIN QUERY PLAN \(FormerStatuses.present(in: form.id))") {
                try $0[3] as String
            }
        }
        let steps = plan.filter { $0.contains("submissions") }
        #expect(steps.count == 2, "\(plan)")
        #expect(steps.allSatisfy { $0.contains("INDEX submissions_by_status (form=?") })
        #expect(steps.contains { $0.contains("status>?") })
    }
}
