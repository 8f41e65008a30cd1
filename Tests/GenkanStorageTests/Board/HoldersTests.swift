import Testing

@testable import Genkan
@testable import GenkanStorage

/// A card goes only to who can open it.
@Suite struct HoldersTests {
    /// ben was granted the contact form, and not the one that came after him.
    private func house() async throws -> (StorageHouse, [RegisteredForm], LiveSession) {
        let house = try await StorageHouse.founded()
        _ = try await house.contact()
        _ = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .staff,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        let forms = try await house.storage.forms.register(
            [Contact.form(), Contact.form(named: "jobs")], now: house.clock.now)
        for form in forms { try await house.send(Contact.arrival(form)) }
        return (house, forms, try await house.signIn())
    }

    private func card(
        _ house: StorageHouse, _ form: RegisteredForm, _ session: LiveSession
    ) async throws -> Card {
        let page = try await house.storage.board.page(form.id, for: session)
        return try #require(page.columns[1].cards.first)
    }

    @Test func `only who was granted the form is offered, and never the recovery person`()
        async throws
    {
        let (house, forms, session) = try await house()
        let board = try house.storage.board
        let contact = try await board.page(forms[0].id, for: session)
        #expect(contact.desk.holders.map(\.name.text) == ["anna", "ben"])
        let jobs = try await board.page(forms[1].id, for: session)
        #expect(jobs.desk.holders.map(\.name.text) == ["anna"])
        #expect(jobs.desk.people.map(\.name.text) == ["anna", "ben"])
        let card = try await card(house, forms[1], session)
        let opened = try #require(
            try await board.open(card.id, for: session, now: house.clock.now))
        #expect(opened.desk.holders.map(\.name.text) == ["anna"])
    }

    @Test func `a card is not given to who could not open it`() async throws {
        let (house, forms, session) = try await house()
        let board = try house.storage.board, now = house.clock.now
        let ben = try #require(try await house.storage.staff.people().last)
        let recovery = try await house.storage.writer.write { connection in
            try connection.first("SELECT person FROM credentials WHERE kind = 'recovery-code'") {
                try $0[0] as PersonID
            }
        }
        let jobs = try await card(house, forms[1], session)
        for person in [ben.id, try #require(recovery)] {
            await #expect(throws: StorageError(.invalid, "")) {
                try await board.change(
                    jobs.id, .assign(person), expecting: 1, for: session, now: now)
            }
        }
        #expect(try await card(house, forms[1], session).state == jobs.state)
        let contact = try await card(house, forms[0], session)
        let given = try await board.change(
            contact.id, .assign(ben.id), expecting: 1, for: session, now: now)
        #expect(given == .changed(version: 2))
    }

    @Test func `who has lost the form keeps the card until somebody else gets it`() async throws {
        let (house, forms, session) = try await house()
        let board = try house.storage.board, now = house.clock.now
        let ben = try #require(try await house.storage.staff.people().last).id
        let contact = try await card(house, forms[0], session)
        _ = try await board.change(
            contact.id, .assign(ben), expecting: 1, for: session, now: now)
        try await house.storage.writer.write { connection in
            try connection.run("DELETE FROM grants WHERE person = \(ben)")
        }
        // The list says who has it, and sending it as it stands changes nothing.
        let same = try await board.change(
            contact.id, .assign(ben), expecting: 2, for: session, now: now)
        #expect(same == .unchanged(version: 2))
        let page = try await board.page(forms[0].id, for: session)
        #expect(page.desk.holders.map(\.name.text) == ["anna"])
        let freed = try await board.change(
            contact.id, .assign(nil), expecting: 2, for: session, now: now)
        #expect(freed == .changed(version: 3))
    }
}
