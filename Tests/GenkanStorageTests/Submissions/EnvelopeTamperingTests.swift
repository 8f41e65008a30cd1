import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Rows of submissions and data keys changed behind the program's back.
@Suite struct EnvelopeTamperingTests {
    private func house() async throws -> (StorageHouse, RegisteredForm) {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        for message in ["first", "second"] {
            try await house.send(Contact.arrival(form, message: message))
            house.clock.advance(by: .seconds(600))
        }
        return (house, form)
    }

    private func cards(
        _ house: StorageHouse, _ form: RegisteredForm
    ) async throws -> (BoardPage, LiveSession) {
        let session = try await house.signIn()
        return (try await house.storage.board.page(form.id, for: session), session)
    }

    /// Each of these makes the newest submission something it was not.
    static let forgeries = [
        "answers = (SELECT answers FROM submissions ORDER BY id LIMIT 1)",
        "answers = title, answers_id = title_id",
        "answers_id = (SELECT answers_id FROM submissions ORDER BY id LIMIT 1)",
        "data_key = (SELECT data_key FROM submissions ORDER BY id LIMIT 1)",
        "answers = substr(answers, 1, length(answers) - 1)",
        "answers = CAST(answers || x'00' AS BLOB)",
        """
        answers = (SELECT answers FROM submissions ORDER BY id LIMIT 1),
        answers_id = (SELECT answers_id FROM submissions ORDER BY id LIMIT 1),
        data_key = (SELECT data_key FROM submissions ORDER BY id LIMIT 1)
        """,
    ]

    @Test(arguments: forgeries)
    func `an exchanged or changed envelope is refused and named`(forgery: String) async throws {
        let (house, form) = try await house()
        try await house.tamper(
            "UPDATE submissions SET \(forgery) WHERE id = (SELECT max(id) FROM submissions)")
        let (page, session) = try await cards(house, form)
        let newest = try #require(page.columns[1].cards.first)
        let error = await #expect(throws: SealingError.self) {
            try await house.storage.board.open(newest.id, for: session, now: house.clock.now)
        }
        #expect(error == SealingError(.cannotOpen, .envelope, ObjectID(newest.id)))
        #expect(try await house.storage.audit.newest(1).first?.kind == .tamperingRefused)
        let exported = try await house.refusedRows(form, as: session)
        #expect(exported.map(\.id) == [newest.id])
        #expect(exported.first?.error as? SealingError == error)
    }

    @Test func `a forged title leaves the board standing and is named`() async throws {
        let (house, form) = try await house()
        try await house.tamper(
            """
            UPDATE submissions SET title = (SELECT title FROM submissions ORDER BY id LIMIT 1)
            WHERE id = (SELECT max(id) FROM submissions)
            """)
        let (page, _) = try await cards(house, form)
        let column = page.columns[1]
        #expect(column.cards.map { $0.titles == nil } == [true, false])
        #expect(page.refused == [column.cards[0].id])
    }

    @Test(arguments: [
        "status = NULL, held = 'nonsense'", "receipt = 9000000000000000000",
        "received_at = received_at + 1000000", "received_at = 9223372036854775807",
    ])
    func `a row that cannot be read leaves the board standing and is named`(
        forgery: String
    ) async throws {
        let (house, form) = try await house()
        try await house.tamper(
            "UPDATE submissions SET \(forgery) WHERE id = (SELECT max(id) FROM submissions)")
        let (page, session) = try await cards(house, form)
        #expect(page.columns.flatMap(\.cards).count == 1)
        let refused = try #require(page.refused.first)
        await #expect(throws: StorageError(.corrupted, "")) {
            try await house.storage.board.open(refused, for: session, now: house.clock.now)
        }
        // A forged time hides no row from the download either.
        let exported = try await house.refusedRows(form, as: session)
        #expect(exported.map(\.id) == [refused])
        #expect(exported.first?.error as? StorageError == StorageError(.corrupted, ""))
        #expect(try await house.opened(form, as: session).count == 1)
    }

    @Test func `a submission under another id is refused, wherever its time lies`() async throws {
        let (house, form) = try await house()
        try await house.tamper(
            """
            UPDATE submissions SET id = CAST(x'FF' || substr(id, 2) AS BLOB)
            WHERE id = (SELECT max(id) FROM submissions);
            """)
        let (page, session) = try await cards(house, form)
        #expect(page.refused.count == 1)
        #expect(try await house.refusedRows(form, as: session).map(\.id) == page.refused)
    }

    @Test func `exchanged receipts are refused and named`() async throws {
        let (house, form) = try await house()
        try await house.tamper(
            """
            UPDATE submissions SET receipt = receipt + 1
            WHERE id = (SELECT max(id) FROM submissions)
            """)
        let (page, session) = try await cards(house, form)
        let newest = try #require(page.refused.first)
        #expect(page.refused.count == 1)
        let error = await #expect(throws: StorageError.self) {
            try await house.storage.board.open(newest, for: session, now: house.clock.now)
        }
        #expect(error?.detail.contains("\(newest)") == true)
        #expect(try await house.refusedRows(form, as: session).map(\.id) == [newest])
    }

    @Test func `a version beyond all numbers is refused and ends nothing`() async throws {
        let (house, form) = try await house()
        try await house.tamper("UPDATE submissions SET version = 9223372036854775807")
        let (page, session) = try await cards(house, form)
        let card = try #require(page.columns[1].cards.first)
        await #expect(throws: StorageError(.corrupted, "")) {
            try await house.storage.board.change(
                card.id, .take, expecting: .max, for: session, now: house.clock.now)
        }
    }

    @Test(arguments: [
        "sealed = zeroblob(80)", "signature = zeroblob(64)", "wrapped = zeroblob(60)",
    ])
    func `a changed data key is refused and named`(forgery: String) async throws {
        let (house, form) = try await house()
        try await house.tamper("UPDATE data_keys SET \(forgery)")
        let (page, session) = try await cards(house, form)
        #expect(page.refused.count == 2)
        let card = try #require(page.columns[1].cards.first)
        let error = await #expect(throws: SealingError.self) {
            try await house.storage.board.open(card.id, for: session, now: house.clock.now)
        }
        #expect(error?.subject == .dataKey)
        #expect(error?.id != nil)
    }

    @Test func `a changed clear answer is noticed on opening`() async throws {
        let (house, form) = try await house()
        try await house.tamper("UPDATE clear_answers SET value = 'weapons'")
        let (page, session) = try await cards(house, form)
        let card = try #require(page.columns[1].cards.first)
        await #expect(throws: StorageError(.corrupted, "")) {
            try await house.storage.board.open(card.id, for: session, now: house.clock.now)
        }
    }

    @Test(arguments: ["sealed = zeroblob(80)", "signature = zeroblob(64)"])
    func `a data key that was wrapped is refused when its box or signature is damaged`(
        forgery: String
    ) async throws {
        let (house, form) = try await house()
        _ = try await cards(house, form)
        try await house.tamper("UPDATE data_keys SET \(forgery) WHERE wrapped IS NOT NULL")
        let (page, session) = try await cards(house, form)
        #expect(page.refused.count == 2)
        let card = try #require(page.columns[1].cards.first)
        let error = await #expect(throws: SealingError.self) {
            try await house.storage.board.open(card.id, for: session, now: house.clock.now)
        }
        #expect(error?.subject == .dataKey)
    }

    @Test func `a data key that was opened once is wrapped and opens again`() async throws {
        let (house, form) = try await house()
        let (before, _) = try await cards(house, form)
        try await house.restart()
        #expect(
            try await house.storage.writer.write {
                try $0.number("SELECT count(*) FROM data_keys WHERE wrapped IS NOT NULL")
            } == 2)
        let (after, _) = try await cards(house, form)
        #expect(after.columns[1].cards == before.columns[1].cards)
        #expect(after.refused.isEmpty)
    }
}
