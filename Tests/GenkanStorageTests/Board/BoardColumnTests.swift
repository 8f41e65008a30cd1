import Testing

@testable import Genkan
@testable import GenkanStorage

/// What of a long column is read, and in which order.
@Suite struct BoardColumnTests {
    @Test func `the oldest stand first when asked so, held ones as well`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        for number in 0..<5 {
            let name = "Vera \(number)"
            try await house.send(Contact.arrival(form, name: name))
            try await house.send(
                Contact.arrival(form, name: name, message: "held", held: .withoutToken))
            house.clock.advance(by: .seconds(1))
        }
        let page = try await house.storage.board.page(
            form.id, for: house.signIn(), limit: 2, order: .oldest)
        for column in page.columns.prefix(2) {
            let names = column.cards.map { $0.titles?["name"] }
            #expect(names == [["Vera 0"], ["Vera 1"]])
            #expect(column.rest == 3)
        }
    }

    @Test func `very long titles bound a column before its number of cards does`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let topic = String(repeating: "長", count: 5_000)
        for number in 0..<150 {
            try await house.send(Contact.arrival(form, topic: topic, message: "\(number)"))
        }
        let page = try await house.storage.board.page(
            form.id, for: house.signIn(), limit: 200)
        let column = page.columns[1]
        #expect(column.count == 150)
        #expect((100..<150).contains(column.cards.count))
        #expect(column.cards.count + column.rest == 150)
    }

    @Test func `a row that cannot be read is not among those that asking for more would show`()
        async throws
    {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        for number in 0..<3 {
            try await house.send(Contact.arrival(form, message: "\(number)"))
        }
        try await house.tamper(
            "UPDATE submissions SET receipt = 9000000000000000000 WHERE id = "
                + "(SELECT min(id) FROM submissions)")
        let page = try await house.storage.board.page(form.id, for: house.signIn())
        #expect(page.columns[1].cards.count == 2)
        #expect(page.columns[1].rest == 0)
        #expect(page.refused.count == 1)
    }

    @Test func `one card is found by its form alone, and its answers stay closed`() async throws {
        let house = try await StorageHouse.founded()
        let forms = try await house.storage.forms.register(
            [Contact.form(), Contact.form(named: "jobs")], now: house.clock.now)
        let receipt = try await house.send(Contact.arrival(forms[0]))
        let session = try await house.signIn()
        let board = try house.storage.board
        let page = try await board.page(forms[0].id, for: session)
        let id = try #require(page.columns[1].cards.first).id
        let card = try #require(try await board.card(id, of: forms[0].id, for: session))
        #expect(card.receipt == receipt.code)
        #expect(card.titles?["name"] == ["Vera"])
        #expect(try await board.card(id, of: forms[1].id, for: session) == nil)
        let latest = try await house.storage.audit.newest(1)
        #expect(latest.first?.kind == .signedIn)
    }
}
