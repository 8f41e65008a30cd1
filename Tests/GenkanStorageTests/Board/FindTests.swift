import OpenSSL
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct FindTests {
    private func codes(_ receipt: ReceiptCode) -> ClosedRange<UInt64> {
        receipt.number...receipt.number
    }

    @Test func `a submission is found by its code, by who can open its form alone`() async throws {
        let world = try await GrantHouse()
        try await world.house.send(Contact.arrival(world.form, name: "Vera"))
        let anna = try await world.house.signIn()
        let board = try world.house.storage.board
        let card = try #require(
            try await board.page(world.form.id, for: anna).columns[1].cards.first)
        let found = try await board.find(codes(card.receipt), for: anna)
        #expect(found.map(\.id) == [card.id] && found.first?.form == world.form.form)
        #expect(found.first?.place == .status("unhandled"))
        #expect(found.first?.receipt == card.receipt)
        // Nothing was opened for it.
        let kinds = try await world.house.storage.audit.newest(20).map(\.kind)
        #expect(!kinds.contains(.submissionOpened))

        try await world.house.storage.writer.write { [form = world.form] connection in
            try connection.run(
                "DELETE FROM grants WHERE form = \(form.id) AND person = \(anna.person.id)")
        }
        #expect(try await board.find(codes(card.receipt), for: anna).isEmpty)
    }

    @Test func `one that is not what was stored is found by nobody, and hides no other`()
        async throws
    {
        let world = try await GrantHouse()
        for number in 0..<3 {
            try await world.house.send(Contact.arrival(world.form, message: "\(number)"))
        }
        let anna = try await world.house.signIn()
        let board = try world.house.storage.board
        let cards = try await board.page(world.form.id, for: anna).columns[1].cards
        try await world.house.storage.writer.write { connection in
            try connection.run(
                """
                UPDATE submissions SET receipt = \(Int64(cards[0].receipt.number))
                WHERE id = \(cards[1].id)
                """)
        }
        let found = try await board.find(codes(cards[0].receipt), for: anna)
        #expect(found.map(\.id) == [cards[0].id])
        #expect(try await board.find(codes(cards[1].receipt), for: anna).isEmpty)
    }

    @Test func `more than fit are cut, in the order of their codes`() async throws {
        let world = try await GrantHouse()
        for number in 0..<25 {
            try await world.house.send(Contact.arrival(world.form, message: "\(number)"))
        }
        let anna = try await world.house.signIn()
        let found = try await world.house.storage.board.find(0...(1 << 62), for: anna)
        #expect(found.count == BoardStore.mostByCode)
        let numbers = found.map(\.receipt.number)
        #expect(numbers == numbers.sorted())
    }
}
