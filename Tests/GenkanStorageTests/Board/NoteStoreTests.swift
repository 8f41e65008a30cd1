import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct NoteStoreTests {
    private func world() async throws -> (GrantHouse, LiveSession, SubmissionID) {
        let world = try await GrantHouse()
        try await world.house.send(Contact.arrival(world.form))
        let anna = try await world.house.signIn()
        let page = try await world.house.storage.board.page(world.form.id, for: anna)
        return (world, anna, try #require(page.columns[1].cards.first).id)
    }

    private func open(
        _ world: GrantHouse, _ card: SubmissionID, as session: LiveSession
    ) async throws -> OpenedSubmission {
        try #require(
            try await world.house.storage.board.open(
                card, for: session, now: world.house.clock.now))
    }

    @Test func `a note is read by everybody who holds the form, with who is called in it`()
        async throws
    {
        let (world, anna, card) = try await world()
        let board = try world.house.storage.board, now = world.house.clock.now
        let written = try #require(
            try await board.note(
                try NoteText("@ben rang twice\n@anna @carol"), on: card, for: anna, now: now))
        #expect(written.mentions == [world.ben.id])
        let bens = try await open(world, card, as: world.house.signIn("ben"))
        #expect(bens.notes == [written] && bens.refusedNotes.isEmpty)
        #expect(bens.card.notes == 1 && bens.card.state.version == 1)
        let kinds = try await world.house.storage.audit.newest(20).map(\.kind)
        #expect(kinds.contains(.submissionNoted))
    }

    @Test func `the note of a page is written once, another text on it is another note`()
        async throws
    {
        let (world, anna, card) = try await world()
        let board = try world.house.storage.board, now = world.house.clock.now
        let page = NoteSlot.page(try board.freshNoteID(now: now))
        for text in ["ring back", "ring back", "ring back today"] {
            let note = try await board.note(
                try NoteText(text), on: card, as: page, for: anna, now: now)
            #expect(note?.text.text == text)
        }
        // Somebody else's page that names the same note writes one of their own.
        let ben = try await world.house.signIn("ben")
        _ = try await board.note(try NoteText("ring back"), on: card, as: page, for: ben, now: now)
        let opened = try await open(world, card, as: anna)
        #expect(
            opened.notes.map(\.text.text).sorted() == ["ring back", "ring back", "ring back today"])
        #expect(Set(opened.notes.map(\.author)).count == 2 && opened.card.notes == 3)
    }

    @Test func `what was looked at becomes unread again for that person alone`() async throws {
        let (world, anna, card) = try await world()
        let board = try world.house.storage.board
        let ben = try await world.house.signIn("ben")
        _ = try await board.note(
            try NoteText("@anna @ben rang"), on: card, for: ben, now: world.house.clock.now)
        world.house.clock.advance(by: .seconds(60))
        func waits(for session: LiveSession) async throws -> Bool {
            let filter = BoardFilter(isUnread: true, isMentioned: true)
            let page = try await board.page(
                world.form.id, BoardQuery(filter: filter), for: session, now: world.house.clock.now)
            return page.columns.contains { $0.cards.contains { $0.id == card } }
        }
        let sean = try await waits(for: anna)
        #expect(sean)
        _ = try await open(world, card, as: anna)
        let isWaiting = try await waits(for: anna)
        #expect(!isWaiting)
        #expect(try await board.markUnread(card, for: anna))
        #expect(try await board.markUnread(card, for: anna))
        let isWaitingAgain = try await waits(for: anna)
        let isBens = try await waits(for: ben)
        #expect(isWaitingAgain && !isBens)
        let carol = try await world.house.signIn("carol")
        #expect(try await !board.markUnread(card, for: carol))
        #expect(try await !board.markUnread(SubmissionID(high: 1, low: 1), for: anna))
    }

    @Test func `a card that is full takes no note, and keeps what it has`() async throws {
        let (world, anna, card) = try await world()
        let board = try world.house.storage.board, now = world.house.clock.now
        _ = try await board.note(try NoteText("the first"), on: card, for: anna, now: now)
        try await world.house.storage.staff.writer.write { connection in
            try connection.run(
                """
                WITH RECURSIVE numbers (number) AS (
                    SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < \(NoteText.most)
                )
                INSERT INTO notes (id, submission, author, at, envelope_id, envelope)
                SELECT randomblob(16), submission, author, at, randomblob(16), envelope
                FROM notes, numbers
                """)
        }
        await #expect(throws: NoteText.Problem.full) {
            _ = try await board.note(try NoteText("too many"), on: card, for: anna, now: now)
        }
        let opened = try await open(world, card, as: anna)
        #expect(opened.notes.map(\.text.text) == ["the first"])
        #expect(opened.refusedNotes.count == NoteText.most - 1 && opened.card.notes == 1)
    }

    @Test func `a card that was pointed at another form's data key takes no note`() async throws {
        let (world, _, card) = try await world()
        let other = try #require(
            try await world.house.storage.forms.register(
                [world.form.form, Contact.form(named: "jobs")], now: world.house.clock.now
            ).first { $0.form.name == "jobs" })
        try await world.house.send(Contact.arrival(other, name: "Elsewhere"))
        try await world.house.storage.staff.writer.write { connection in
            try connection.run(
                """
                UPDATE submissions SET data_key = (SELECT id FROM data_keys WHERE form = \(other.id))
                WHERE id = \(card)
                """)
        }
        let again = try await world.house.signIn()
        await #expect(throws: SealingError.self) {
            _ = try await world.house.storage.board.note(
                try NoteText("for contact alone"), on: card, for: again,
                now: world.house.clock.now)
        }
        let count = try await world.house.storage.staff.readers.read {
            try $0.number("SELECT count(*) FROM notes")
        }
        #expect(count == 0)
    }

    @Test func `a note lies sealed`() async throws {
        let (world, anna, card) = try await world()
        _ = try await world.house.storage.board.note(
            try NoteText("a most particular secret"), on: card, for: anna,
            now: world.house.clock.now)
        let rows = try await world.house.storage.staff.readers.read { connection in
            try connection.all("SELECT envelope FROM notes") { try $0[0] as [UInt8] }
        }
        #expect(rows.count == 1)
        let secret = Array("particular".utf8)
        let clear = rows[0].indices.contains { rows[0][$0...].starts(with: secret) }
        #expect(!clear)
    }

    @Test func `who was not granted the form writes none`() async throws {
        let (world, _, card) = try await world()
        let carols = try await world.house.signIn("carol")
        #expect(
            try await world.house.storage.board.note(
                try NoteText("hello"), on: card, for: carols, now: world.house.clock.now) == nil)
        let nothing = SubmissionID(high: 1, low: 1)
        let anna = try await world.house.signIn()
        #expect(
            try await world.house.storage.board.note(
                try NoteText("hello"), on: nothing, for: anna, now: world.house.clock.now) == nil)
    }

    /// Each of these makes the newest note something it was not.
    static let forgeries = [
        "author = (SELECT person FROM credentials WHERE person <> author LIMIT 1)",
        "at = at + 1", "envelope = substr(envelope, 1, length(envelope) - 1)",
        "envelope = (SELECT answers FROM submissions LIMIT 1)",
        "envelope_id = (SELECT answers_id FROM submissions LIMIT 1)",
        "envelope = (SELECT envelope FROM notes ORDER BY at LIMIT 1)",
    ]

    @Test(arguments: forgeries)
    func `a note that was tampered with is refused by itself, and named`(
        forgery: String
    ) async throws {
        let (world, anna, card) = try await world()
        let board = try world.house.storage.board
        var notes: [Note] = []
        for text in ["first", "second"] {
            world.house.clock.advance(by: .seconds(60))
            let note = try await board.note(
                try NoteText(text), on: card, for: anna, now: world.house.clock.now)
            notes.append(try #require(note))
        }
        try await world.house.tamper(
            "UPDATE notes SET \(forgery) WHERE id = (SELECT max(id) FROM notes)")
        let opened = try await open(world, card, as: world.house.signIn())
        #expect(opened.notes == [notes[0]])
        #expect(opened.refusedNotes == [notes[1].id])
        #expect(opened.answers["name"] == ["Vera"])
        #expect(try await world.house.storage.audit.newest(1).first?.kind == .tamperingRefused)
    }

    @Test func `a hundred notes at once are all there`() async throws {
        let (world, anna, card) = try await world()
        let board = try world.house.storage.board, now = world.house.clock.now
        try await withThrowingTaskGroup { tasks in
            for number in 0..<100 {
                tasks.addTask {
                    _ = try await board.note(
                        NoteText("note \(number)"), on: card, for: anna, now: now)
                }
            }
            try await tasks.waitForAll()
        }
        let opened = try await open(world, card, as: anna)
        #expect(Set(opened.notes.map(\.text.text)).count == 100)
        #expect(opened.card.notes == 100)
    }
}
