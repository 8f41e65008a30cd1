import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Inquiries that somebody of the staff has written down.
@Suite struct EnterTests {
    private static let key = "b3f0d7c2a4e94f6c8d1e5a7b9c0d2e4f"

    private func enter(
        _ world: GrantHouse, name: String = "Vera", _ source: Source = .phone, key: String = key
    ) async throws -> Entering {
        let raw = RawSubmission([(name: "name", value: name)])
        guard case .valid(let submission) = world.form.form.validate(raw, as: .staff) else {
            throw Unexpected(what: "refused")
        }
        return try await world.house.storage.submissions.enter(
            submission, to: world.form, key: try #require(IdempotencyKey(key)),
            .init(source, by: world.ben.id), now: world.house.clock.now)
    }

    @Test func `one is stored like those from the web, and says how it came in`() async throws {
        let world = try await GrantHouse()
        guard case .stored(let id) = try await enter(world, .fax) else {
            throw Unexpected(what: "not stored")
        }
        let anna = try await world.house.signIn()
        let opened = try #require(
            try await world.house.storage.board.open(
                id, for: anna, now: world.house.clock.now))
        #expect(opened.card.source == .fax)
        #expect(opened.answers["name"] == ["Vera"] && opened.card.titles?["name"] == ["Vera"])
        #expect(
            opened.card.state
                == CardState(place: .status("unhandled"), assignee: nil, version: 1))
        #expect(opened.card.receipt == ReceiptCode(of: id))
    }

    @Test func `the trail says who has written it down, and how it came in`() async throws {
        let world = try await GrantHouse()
        guard case .stored(let id) = try await enter(world, .visit) else {
            throw Unexpected(what: "not stored")
        }
        let event = try #require(try await world.house.storage.audit.newest(1).first)
        #expect(event.kind == .submissionEntered && event.actor == .person(world.ben.id))
        #expect(event.submission == id && event.form == world.form.id)
        #expect(event.details == [.word(.source, "visit")])
        #expect(try await world.house.storage.audit.verify() != .broken(sequence: 1))
    }

    @Test func `twice from the same page it is one, also over a restart`() async throws {
        let world = try await GrantHouse()
        guard case .stored(let id) = try await enter(world) else {
            throw Unexpected(what: "not stored")
        }
        world.house.clock.advance(by: .seconds(5))
        #expect(try await enter(world) == .repeated(id))
        #expect(try await enter(world, name: "Ben") == .conflict)
        try await world.house.restart()
        #expect(try await enter(world) == .repeated(id))
        let anna = try await world.house.signIn()
        let page = try await world.house.storage.board.page(world.form.id, for: anna)
        #expect(page.columns[1].count == 1)
    }

    @Test func `fifty clicks at once are one`() async throws {
        let world = try await GrantHouse()
        let outcomes = try await withThrowingTaskGroup { tasks in
            for _ in 0..<50 { tasks.addTask { try await enter(world) } }
            return try await tasks.reduce(into: [Entering]()) { $0.append($1) }
        }
        let ids = outcomes.compactMap { outcome -> SubmissionID? in
            switch outcome {
            case .stored(let id), .repeated(let id): id
            case .conflict: nil
            }
        }
        #expect(ids.count == 50 && Set(ids).count == 1)
    }

    @Test func `its first note is written once, however often it is sent`() async throws {
        let world = try await GrantHouse()
        guard case .stored(let id) = try await enter(world) else {
            throw Unexpected(what: "not stored")
        }
        let board = try world.house.storage.board, now = world.house.clock.now
        let ben = try await world.house.signIn("ben"), text = try NoteText("will call again")
        for _ in 0..<3 {
            let note = try await board.note(text, on: id, as: .first, for: ben, now: now)
            #expect(note?.text == text)
        }
        let later = now.advanced(by: .seconds(1))
        _ = try await board.note(try NoteText("another"), on: id, for: ben, now: later)
        let opened = try #require(try await board.open(id, for: ben, now: later))
        #expect(opened.notes.map(\.text.text) == ["will call again", "another"])
        #expect(opened.card.notes == 2 && opened.refusedNotes.isEmpty)
        let noted = try await world.house.storage.audit.newest(50).filter {
            $0.kind == .submissionNoted
        }
        #expect(noted.count == 2)
    }

    @Test func `what a visitor sends is stored as before`() async throws {
        let world = try await GrantHouse()
        try await world.house.send(Contact.arrival(world.form))
        let event = try #require(try await world.house.storage.audit.newest(1).first)
        #expect(event.kind == .submissionStored && event.actor == .visitor)
        #expect(event.details.isEmpty)
        let anna = try await world.house.signIn()
        let page = try await world.house.storage.board.page(world.form.id, for: anna)
        #expect(page.columns[1].cards.first?.source == .web)
    }
}
