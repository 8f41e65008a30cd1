import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Whoever writes to the database gains no key; the next use refuses and names the thing.
@Suite struct TamperingTests {
    private func house() async throws -> (StorageHouse, RegisteredForm) {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form, message: "first"))
        _ = try await house.storage.staff.add(
            name: StorageHouse.name("ben"), role: .staff,
            password: StorageHouse.password("ben's long password"), by: "anna",
            administratorPassword: StorageHouse.password("anna's long password"),
            now: house.clock.now)
        return (house, form)
    }

    private func ben(_ house: StorageHouse) async throws -> [UInt8] {
        let people = try await house.storage.staff.people()
        return try #require(people.first { $0.name.text == "ben" }).id.bytes
    }

    private func refusal(_ body: () async throws -> Void) async throws -> SealingError {
        try #require(await #expect(throws: SealingError.self) { try await body() })
    }

    @Test func `a role flipped in the roster is refused`() async throws {
        let (house, _) = try await house()
        // The role is the byte after the person's id; ben's is 2. Every byte of it is signed.
        let path = house.directory + "/genkan.sqlite"
        let ben = try await ben(house)
        try await house.close()
        var roster = try #require(
            try Shell.bytes("SELECT document FROM rosters WHERE number = 2", in: path).first)
        let place = try #require(
            roster.indices.dropLast(16).first { Array(roster[$0..<$0 + 16]) == ben })
        #expect(roster[place + 16] == 2)
        roster[place + 16] = 1
        try house.open()
        try await house.tamper("UPDATE rosters SET document = ? WHERE number = 2", [roster])
        let error = try await refusal { _ = try await house.storage.staff.people() }
        #expect(error == SealingError(.notGenuine, .roster))
    }

    @Test func `a roster of somebody else's making is refused`() async throws {
        let (house, _) = try await house()
        let other = try await StorageHouse.founded()
        try await other.close()
        let forged = try Shell.bytes(
            "SELECT document FROM rosters", in: other.directory + "/genkan.sqlite")
        try await house.tamper("INSERT INTO rosters VALUES (3, ?, 1)", forged)
        let error = try await refusal { _ = try await house.storage.staff.isSetUp() }
        #expect(error == SealingError(.notGenuine, .roster))
    }

    @Test func `an older roster put back is refused`() async throws {
        let (house, _) = try await house()
        try await house.tamper("DELETE FROM rosters WHERE number = 2")
        let error = try await refusal { _ = try await house.storage.staff.people() }
        #expect(error == SealingError(.outdated, .roster))
    }

    @Test func `a roster under another number is refused and named`() async throws {
        let (house, _) = try await house()
        try await house.tamper("UPDATE rosters SET number = 7 WHERE number = 2")
        let error = await #expect(throws: StorageError.self) {
            try await house.storage.staff.people()
        }
        #expect(error?.code == .corrupted)
        #expect(error?.detail == "roster 2 stands in the database as number 7")
    }

    @Test func `without any roster the house does not count as new`() async throws {
        let (house, _) = try await house()
        try await house.tamper("DELETE FROM rosters")
        let error = try await refusal { _ = try await house.storage.staff.isSetUp() }
        #expect(error.subject == .roster)
        await #expect(throws: StorageError(.setUp, "")) {
            try await house.storage.staff.setUp(
                name: StorageHouse.name("mallory"),
                password: StorageHouse.password("mallory's password"),
                recoveryCode: RecoveryCode.create(), now: house.clock.now)
        }
    }

    @Test func `without house.state beside a roster nothing goes on`() async throws {
        let (house, _) = try await house()
        try await house.close()
        try PrivateFile.replace(house.directory + "/house.state", with: [])
        try house.open()
        await #expect(throws: StorageError(.corrupted, "")) {
            try await house.storage.staff.people()
        }
    }

    @Test func `a form key of somebody else's making is refused, at the entrance too`() async throws
    {
        let (house, form) = try await house()
        try await house.tamper(
            "UPDATE form_keys SET public_key = ?", [[UInt8](repeating: 9, count: 32)])
        let error = try await refusal { _ = try await house.contact() }
        #expect(error == SealingError(.notGenuine, .formKey, ObjectID(form.id)))
        await #expect(throws: AcceptError.refused(error)) {
            try await house.storage.submissions.accept(
                Contact.arrival(form, message: "second"), now: house.clock.now)
        }
        #expect(try await house.signIn().refused == [error])
    }

    @Test func `forms whose names were exchanged are refused`() async throws {
        let (house, _) = try await house()
        let forms = [Contact.form(), Contact.form(named: "jobs")]
        try await house.storage.forms.register(forms, now: house.clock.now)
        try await house.tamper(
            """
            UPDATE forms SET name = 'other' WHERE name = 'contact';
            UPDATE forms SET name = 'contact' WHERE name = 'jobs';
            UPDATE forms SET name = 'jobs' WHERE name = 'other';
            """)
        let error = await #expect(throws: StorageError.self) {
            try await house.storage.forms.register(forms, now: house.clock.now)
        }
        #expect(error?.code == .corrupted)
        #expect(error?.detail.contains("under the name of another: contact") == true)
    }

    @Test func `another person's grant opens nothing and is named`() async throws {
        let (house, form) = try await house()
        let ben = try await ben(house)
        try await house.tamper(
            """
            UPDATE grants SET sealed = (SELECT sealed FROM grants WHERE person <> ? LIMIT 1)
            WHERE person = ?
            """, [ben, ben])
        let error = SealingError(.cannotOpen, .grant, ObjectID(form.id))
        let session = try await house.signIn("ben")
        #expect(session.refused == [error])
        let list = try await house.storage.board.forms(for: session)
        #expect(list.forms.isEmpty)
        #expect(list.refused == [.init(name: "contact", error: error)])
        let trail = try await house.storage.audit.newest(2)
        #expect(trail.map(\.kind) == [.tamperingRefused, .signedIn])
        #expect(trail.first?.form == form.id)
    }

    @Test func `a forged grant keeps its holder out of that form alone`() async throws {
        let house = try await StorageHouse.founded()
        let forms = try await house.storage.forms.register(
            [Contact.form(), Contact.form(named: "jobs")], now: house.clock.now)
        try await house.send(Contact.arrival(forms[1]))
        let token = try await house.token()
        try await house.tamper(
            "UPDATE grants SET sealed = randomblob(80) WHERE form = ?", [forms[0].id.bytes])
        // The session of before and a new one alike.
        let before = try #require(
            try await house.storage.sessions.resume(token, now: house.clock.now).session)
        for session in [before, try await house.signIn()] {
            #expect(session.refused.map(\.id) == [ObjectID(forms[0].id)])
            #expect(try await house.storage.board.forms(for: session).forms == [forms[1]])
            #expect(try await house.opened(forms[1], as: session).count == 1)
            await #expect(throws: StorageError(.notAllowed, "")) {
                try await house.storage.board.page(forms[0].id, for: session)
            }
        }
        // Who cannot open a form cannot pass it on, and nobody is added without it unnoticed.
        let adding = try await refusal {
            _ = try await house.storage.staff.add(
                name: StorageHouse.name("carol"), role: .staff,
                password: StorageHouse.password("carol's long password"), by: "anna",
                administratorPassword: StorageHouse.password("anna's long password"),
                now: house.clock.now)
        }
        #expect(adding == SealingError(.cannotOpen, .grant, ObjectID(forms[0].id)))
    }

    @Test func `an exchanged credential signs nobody in`() async throws {
        let (house, _) = try await house()
        // Mallory knows ben's password and gives anna's row ben's public values.
        let ben = try await ben(house)
        try await house.tamper(
            """
            UPDATE credentials SET
                salt = (SELECT salt FROM credentials WHERE person = ?),
                public_key = (SELECT public_key FROM credentials WHERE person = ?),
                agreement = (SELECT agreement FROM credentials WHERE person = ?)
            WHERE kind = 'password'
            """, [ben, ben, ben])
        guard case .refused = try await house.answer("anna", "ben's long password") else {
            Issue.record("somebody came in")
            return
        }
    }

    @Test func `a scrypt cost out of bounds is refused and named`() async throws {
        let (house, _) = try await house()
        try await house.tamper("UPDATE credentials SET log_n = 40 WHERE kind = 'password'")
        let error = await #expect(throws: StorageError.self) { try await house.token() }
        #expect(error?.detail.contains("scrypt cost out of bounds") == true)
    }
}
