import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct DeleteTests {
    /// A house with a held submission that has a file and a note.
    private func world() async throws -> (StorageHouse, RegisteredForm, LiveSession, SeenCard) {
        let house = try await StorageHouse.founded()
        let form = try #require(
            try await house.storage.forms.register(
                [Contact.form(takesFiles: true)], now: house.clock.now
            ).first)
        var sealer = try FileSealer()
        try sealer.write([1, 2, 3])
        let file = ArrivingFile(field: "photo", file: try sealer.finish(), scan: nil)
        try await house.send(
            Contact.arrival(
                form, topic: "books", key: "0123456789abcdef0123456789abcdef", held: .links,
                files: [file]))
        let anna = try await house.signIn()
        let page = try await house.storage.board.page(form.id, for: anna, now: house.clock.now)
        let card = try #require(page.columns[0].cards.first)
        _ = try await house.storage.board.note(
            try NoteText("looks odd"), on: card.id, for: anna, now: house.clock.now)
        return (house, form, anna, SeenCard(id: card.id, version: card.state.version))
    }

    private func rows(_ house: StorageHouse) async throws -> [Int64] {
        try await house.storage.board.readers.read { connection in
            let counts: [SQL] = [
                "SELECT count(*) FROM submissions", "SELECT count(*) FROM files",
                "SELECT count(*) FROM file_chunks", "SELECT count(*) FROM notes",
                "SELECT count(*) FROM clear_answers", "SELECT count(*) FROM seen",
            ]
            return try counts.map { try connection.number($0) ?? -1 }
        }
    }

    @Test func `what is held goes with all that hangs on it, and the trail says by whom`()
        async throws
    {
        let (house, form, anna, card) = try await world()
        #expect(try await rows(house).allSatisfy { $0 > 0 })
        let outcomes = try await house.storage.board.delete(
            [card], of: form.id, for: anna, now: house.clock.now)
        #expect(outcomes == [.changed(version: 1)])
        #expect(try await rows(house) == [0, 0, 0, 0, 0, 0])
        let event = try #require(try await house.storage.audit.newest(1).first)
        #expect(event.kind == .submissionDeleted && event.submission == card.id)
        #expect(event.actor == .person(anna.person.id))
        let again = try await house.storage.board.delete(
            [card], of: form.id, for: anna, now: house.clock.now)
        #expect(again == [.gone])
        let verdict = try await house.storage.audit.verify()
        guard case .intact = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }

    @Test func `spam goes, and what the staff works on does not`() async throws {
        let (house, form, anna, card) = try await world()
        let board = try house.storage.board, now = house.clock.now
        _ = try await board.change(
            card.id, .move(to: "unhandled"), expecting: 1, for: anna, now: now)
        #expect(
            try await board.delete([card], of: form.id, for: anna, now: now).first
                .map { if case .conflict = $0 { true } else { false } } == true)
        let moved = SeenCard(id: card.id, version: 2)
        #expect(
            try await board.delete([moved], of: form.id, for: anna, now: now)
                == [.unchanged(version: 2)])
        _ = try await board.change(card.id, .discard, expecting: 2, for: anna, now: now)
        let spam = SeenCard(id: card.id, version: 3)
        #expect(
            try await board.delete([spam], of: form.id, for: anna, now: now)
                == [.changed(version: 3)])
    }

    @Test func `another form's card, and who was not granted the form, delete nothing`()
        async throws
    {
        let (house, form, anna, card) = try await world()
        let other = FormID(high: 7, low: 7), now = house.clock.now
        let board = try house.storage.board
        #expect(try await board.delete([card], of: other, for: anna, now: now) == [.gone])
        let many = (0...BoardStore.mostAtOnce).map {
            SeenCard(id: SubmissionID(high: 1, low: UInt64($0)), version: 1)
        }
        await #expect(throws: StorageError.self) {
            _ = try await board.delete(many, of: form.id, for: anna, now: now)
        }
        try await house.tamper("DELETE FROM grants")
        let later = try await house.signIn()
        #expect(
            try await house.storage.board.delete([card], of: form.id, for: later, now: now)
                == [.gone])
        #expect(try await rows(house)[0] == 1)
    }

    @Test func `what was deleted and is sent once more is a new submission`() async throws {
        let (house, form, anna, card) = try await world()
        _ = try await house.storage.board.delete(
            [card], of: form.id, for: anna, now: house.clock.now)
        let again = try await house.storage.submissions.accept(
            Contact.arrival(form, key: "0123456789abcdef0123456789abcdef"), now: house.clock.now)
        #expect(throws: Never.self) { _ = try again.receipt }
        #expect(try await rows(house)[0] == 1)
    }
}
