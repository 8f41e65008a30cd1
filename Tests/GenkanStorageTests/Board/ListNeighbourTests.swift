import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct ListNeighbourTests {
    /// Along the whole list, each card by the neighbours of the one before.
    @Test(arguments: ListSort.allCases, [true, false])
    func `the neighbours of a card are those of the list it stands in`(
        sort: ListSort, isDescending: Bool
    ) async throws {
        let world = try await ListWorld()
        let board = try world.world.house.storage.board, now = world.world.house.clock.now
        for filter in [BoardFilter(), BoardFilter(columns: ["done", "held"])] {
            let query = ListQuery(
                filter: filter, sort: sort, isDescending: isDescending, limit: 500)
            let page = try await world.page(query)
            let ids = page.cards.map(\.id)
            #expect(ids.count > 3)
            for (number, id) in ids.enumerated() {
                let place = try #require(page.places[id])
                let beside = try await board.neighbours(
                    of: place, in: world.form.id, query, for: world.anna, now: now)
                #expect(beside.before?.id == (number > 0 ? ids[number - 1] : nil))
                #expect(beside.behind?.id == (number + 1 < ids.count ? ids[number + 1] : nil))
            }
        }
    }

    @Test func `a card that went elsewhere meanwhile keeps its neighbours`() async throws {
        let world = try await ListWorld()
        let query = ListQuery(sort: .status, isDescending: false, limit: 500)
        let page = try await world.page(query)
        let card = page.cards[5], place = try #require(page.places[card.id])
        let board = try world.world.house.storage.board, now = world.world.house.clock.now
        _ = try await board.change(
            card.id, .move(to: "shipped"), expecting: 1, for: world.anna, now: now)
        let beside = try await board.neighbours(
            of: place, in: world.form.id, query, for: world.anna, now: now)
        #expect(beside.before?.id == page.cards[4].id && beside.behind?.id == page.cards[6].id)
    }

    @Test func `without a grant there are none`() async throws {
        let world = try await ListWorld(cards: 4)
        let query = ListQuery(limit: 10)
        let page = try await world.page(query)
        let place = try #require(page.places[page.cards[0].id])
        try await world.world.house.storage.writer.write { [form = world.form] connection in
            try connection.run("DELETE FROM grants WHERE form = \(form.id)")
        }
        let board = try world.world.house.storage.board, now = world.world.house.clock.now
        await #expect(throws: StorageError.self) {
            try await board.neighbours(
                of: place, in: world.form.id, query, for: world.anna, now: now)
        }
    }
}
