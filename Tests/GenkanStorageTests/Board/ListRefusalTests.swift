import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct ListRefusalTests {
    @Test func `who was not granted the form sees no list, and of no form there is none`()
        async throws
    {
        let world = try await GrantHouse()
        try await world.house.send(Contact.arrival(world.form))
        let board = try world.house.storage.board, now = world.house.clock.now
        let carol = try await world.house.signIn("carol")
        await #expect(throws: StorageError(.notAllowed, "")) {
            try await board.list(world.form.id, for: carol, now: now)
        }
        let anna = try await world.house.signIn()
        await #expect(throws: StorageError(.notFound, "")) {
            try await board.list(FormID(high: 1, low: 1), for: anna, now: now)
        }
    }

    @Test func `a row that was tampered with hides no other`() async throws {
        let world = try await GrantHouse()
        for number in 0..<5 {
            try await world.house.send(Contact.arrival(world.form, message: "\(number)"))
            world.house.clock.advance(by: .seconds(1))
        }
        let path = "(SELECT id FROM submissions ORDER BY id LIMIT 1 OFFSET "
        try await world.house.tamper("UPDATE submissions SET receipt = 7 WHERE id = \(path)1)")
        try await world.house.tamper("UPDATE submissions SET due = 99999999 WHERE id = \(path)2)")
        try await world.house.tamper("UPDATE submissions SET title = x'00' WHERE id = \(path)3)")
        let anna = try await world.house.signIn()
        for sort in ListSort.allCases {
            var seen = 0, refused: Set<SubmissionID> = []
            var query = ListQuery(sort: sort, isDescending: false, limit: 1)
            for _ in 0..<10 {
                let page = try await world.house.storage.board.list(
                    world.form.id, query, for: anna, now: world.house.clock.now)
                seen += page.cards.count { $0.titles != nil }
                refused.formUnion(page.refused)
                guard let next = page.behind else { break }
                query.place = next
            }
            #expect(seen == 2 && refused.count == 3, "\(sort)")
        }
    }

    @Test func `very long titles make a shorter page, and none is left out`() async throws {
        let world = try await GrantHouse()
        let topic = String(repeating: "長", count: 5_000)
        for number in 0..<300 {
            try await world.house.send(
                Contact.arrival(world.form, topic: topic, message: "\(number)"))
        }
        let anna = try await world.house.signIn()
        let board = try world.house.storage.board, now = world.house.clock.now
        var query = ListQuery(limit: 300), walked: [SubmissionID] = []
        var pages: [ListPage] = []
        repeat {
            let page = try await board.list(world.form.id, query, for: anna, now: now)
            walked += page.cards.map(\.id)
            pages.append(page)
            query.place = page.behind
        } while query.place != nil && pages.count < 20
        #expect(pages.count > 1 && walked.count == 300 && Set(walked).count == 300)
        let start: ListPlace = try #require(pages.last?.before)
        query.place = start
        query.isBefore = true
        let before = try await board.list(world.form.id, query, for: anna, now: now)
        let end = try #require(walked.firstIndex(of: pages[pages.count - 1].cards[0].id))
        #expect(before.cards.map(\.id) == Array(walked[..<end].suffix(before.cards.count)))
    }

    @Test func `an assignee nobody knows comes behind everybody with a name`() async throws {
        let world = try await GrantHouse()
        for number in 0..<3 {
            try await world.house.send(Contact.arrival(world.form, message: "\(number)"))
        }
        let ben = world.ben.id, stranger = PersonID(high: 7, low: 7)
        try await world.house.storage.writer.write { connection in
            let ids = try connection.all("SELECT id FROM submissions ORDER BY id") {
                try $0[0] as SubmissionID
            }
            for (id, person) in zip(ids, [stranger, ben]) {
                try connection.run(
                    "UPDATE submissions SET assignee = \(person) WHERE id = \(id)")
            }
        }
        let page = try await world.house.storage.board.list(
            world.form.id, ListQuery(sort: .assignee, isDescending: false),
            for: world.house.signIn(), now: world.house.clock.now)
        #expect(page.cards.map(\.state.assignee) == [ben, stranger, nil])
    }
}
