import Genkan
import GenkanTesting
import Sealing
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// What cannot be done is said in words on the page as it stands, in both languages.
@Suite struct AccessRefusalTests {
    private static let access = "/desk/forms/contact/access"

    private func expectRefusal(
        _ action: String, _ person: String?, in house: DeskHouse, status: Int, en: String,
        ja: String
    ) async throws {
        let browser = try await house.annasBrowser()
        for (language, words) in [("en", en), ("ja", ja)] {
            browser.language = language
            var fields = ["csrf": try await browser.get(Self.access).field("csrf")]
            fields["person"] = person
            let answer = try await browser.post("\(Self.access)/\(action)", fields)
            #expect(answer.status == status)
            #expect(answer.body.contains("role=\"alert\""), "\(action)")
            #expect(answer.body.contains(words), "\(language): \(answer.body)")
            #expect(answer.body.contains("<h2 id=\"holders\">"))
        }
    }

    @Test(arguments: [nil, "", "x", "<b>", "01234567-89ab-7def-8123"])
    func `nobody chosen`(person: String?) async throws {
        try await DeskHouse.run { house in
            for action in ["grant", "revoke"] {
                try await expectRefusal(
                    action, person, in: house, status: 422, en: "Nobody was chosen.",
                    ja: "相手が選ばれていません。")
            }
        }
    }

    @Test func `somebody who has left, or never was`() async throws {
        try await DeskHouse.run { house in
            try await house.loses(house.ben)
            for person in [house.ben.id.description, house.form.id.description] {
                try await expectRefusal(
                    "grant", person, in: house, status: 409, en: "is not here any more",
                    ja: "その人はもうメンバーではありません。")
            }
        }
    }

    @Test func `the last person`() async throws {
        try await DeskHouse.run { house in
            try await house.loses(house.ben)
            try await expectRefusal(
                "revoke", house.anna.id.description, in: house, status: 409,
                en: "You are the only person", ja: "このフォームを開けるのはあなただけです。")
            let page = try await house.annasBrowser().get(Self.access)
            #expect(page.body.contains("The only person"))
            #expect(!page.body.contains("Revoke: anna"))
        }
    }

    @Test func `the recovery code`() async throws {
        try await DeskHouse.run { house in
            let book = house.storage.staff.roster
            let roster = try await house.storage.staff.readers.read { try book.verified($0) }
            let recovery = PersonID(try #require(roster.recovery).id)
            try await expectRefusal(
                "revoke", recovery.description, in: house, status: 409,
                en: "always keeps access", ja: "復旧コードは常に")
            try await expectRefusal(
                "grant", recovery.description, in: house, status: 409,
                en: "is not here", ja: "メンバーではありません")
        }
    }

    @Test func `an older key that who grants has not`() async throws {
        try await DeskHouse.run { house in
            try await house.add("carol", .viewer, "a passphrase of somebody's own")
            let form = house.form.id, anna = house.anna.id, now = house.clock.now
            let key = house.storage.staff.house, book = house.storage.staff.roster
            try await house.storage.writer.write { connection in
                let roster = try book.verified(connection)
                let (next, record) = try FormKey.create(
                    for: ObjectID(form), generation: 2, house: key)
                try FormKeyRow.insert(record, connection, now: now)
                if let person = try roster.person(anna) {
                    try FormKeyRow.insert(next.grant(to: person), connection, now: now)
                }
                try connection.run(
                    "DELETE FROM grants WHERE generation = 1 AND person = \(anna)")
            }
            try await expectRefusal(
                "grant", house.ben.id.description, in: house, status: 409,
                en: "You lack an older key", ja: "古い鍵をお持ちでないため")
        }
    }

    @Test func `what is so already is no refusal`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let csrf = try await annas.get(Self.access).field("csrf")
            let ben = house.ben.id.description
            for (action, word, text) in [
                ("grant", "held", "ben could open this form already."),
                ("revoke", "revoked", "ben cannot open this form any more."),
                ("revoke", "absent", "ben could not open this form any more anyway."),
            ] {
                let answer = try await annas.post(
                    "\(Self.access)/\(action)", ["csrf": csrf, "person": ben])
                let location = try #require(answer["location"])
                #expect(location == "\(Self.access)?done=\(word)&person=\(ben)")
                #expect(try await annas.get(location).body.contains(text))
            }
        }
    }

    @Test func `a key of who has left is named, and taken away with one button`() async throws {
        try await DeskHouse.run { house in
            try await house.loses(house.ben)
            let annas = try await house.annasBrowser()
            let page = try await annas.get(Self.access)
            let ben = house.ben.id.description
            #expect(page.body.contains("Keys without an owner") && page.body.contains(ben))
            let answer = try await annas.post(
                "\(Self.access)/revoke", ["csrf": try page.field("csrf"), "person": ben])
            #expect(answer.status == 303)
            let after = try await annas.get(Self.access)
            #expect(!after.body.contains("Keys without an owner"))
        }
    }

    @Test func `that the recovery code lost its key is said`() async throws {
        try await DeskHouse.run { house in
            let anna = house.anna.id, ben = house.ben.id
            try await house.storage.writer.write { connection in
                try connection.run(
                    "DELETE FROM grants WHERE person NOT IN (\(anna), \(ben))")
            }
            let page = try await house.annasBrowser().get(Self.access)
            #expect(page.body.contains("Its key has been taken out of the database."))
        }
    }

    @Test func `a change after the session leads back to the page, and says it was not made`()
        async throws
    {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let fields = [
                "csrf": try await annas.get(Self.access).field("csrf"),
                "person": house.ben.id.description,
            ]
            house.clock.advance(by: .seconds(3600))
            let answer = try await annas.post("\(Self.access)/revoke", fields)
            #expect(
                answer["location"]
                    == "/desk/sign-in?return=\(Self.access)&over=idle&unsaved=yes")
        }
    }

    @Test func `every word has its sentence in both languages`() throws {
        for language in Language.allCases {
            let keys = try Pages().texts(language).keys
            for word in AccessWord.allCases { #expect(keys.contains(word.text)) }
            for right in Right.allCases where right != .enter {
                #expect(keys.contains("desk-right-\(right.rawValue)"))
            }
        }
    }
}

extension DeskHouse {
    /// Has anna sign a roster without somebody, whose keys lie there as before.
    func loses(_ person: Person) async throws {
        let staff = storage.staff, now = clock.now
        let proven = try #require(
            try await staff.prove(
                name: "anna", password: TestHouse.password(TestHouse.annasPassword)))
        let next = try proven.roster.succeeded(
            by: proven.roster.people.map(\.entry).filter { $0.id != ObjectID(person.id) },
            signer: proven.entry.id,
            signedWith: proven.row.personKey.openSigning(
                with: proven.pair, of: proven.row.credential, for: proven.entry))
        try await staff.writer.write { try RosterBook.insert(next, $0, now: now) }
        staff.roster.pinLater(next)
    }
}
