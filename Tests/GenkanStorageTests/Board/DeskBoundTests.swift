import Testing

@testable import Genkan
@testable import GenkanStorage

/// What grows on a desk has an end.
@Suite struct DeskBoundTests {
    @Test func `a form has so many labels in all its days, removed ones among them`() async throws {
        let world = try await CardChangeTests.World()
        func make(_ text: String) async throws -> LabelOutcome {
            try await world.board.change(
                .make(try #require(LabelName(text)), .blue), of: world.form.id, for: world.anna,
                now: world.house.clock.now)
        }
        guard case .changed(let first) = try await make("first") else {
            Issue.record("the first label is not made")
            return
        }
        let most = LabelRow.mostEver
        try await world.house.storage.staff.writer.write { connection in
            _ = try connection.run(
                """
                WITH RECURSIVE numbers (number) AS (
                    SELECT 2 UNION ALL SELECT number + 1 FROM numbers WHERE number < \(most - 1)
                )
                INSERT INTO labels (id, form, name, name_key, tone, removed_at)
                SELECT randomblob(16), form, name || number, name || number, tone, 1
                FROM labels, numbers WHERE id = \(first)
                """)
        }
        guard case .changed = try await make("the last") else {
            Issue.record("the last label is not made")
            return
        }
        #expect(try await make("one too many") == .full)
    }

    @Test func `a card shows its newest changes, however many it has`() async throws {
        let world = try await CardChangeTests.World()
        let card = world.cards[0].id
        _ = try await world.change(card, .take, 1)
        try await world.house.storage.staff.writer.write { connection in
            try connection.run(
                """
                WITH RECURSIVE numbers (number) AS (
                    SELECT 3 UNION ALL SELECT number + 1 FROM numbers WHERE number < 301
                )
                INSERT INTO changes (submission, version, at, person, kind, old_value, new_value)
                SELECT submission, number, at, person, kind, old_value, new_value
                FROM changes, numbers WHERE version = 2
                """)
            _ = try connection.run("UPDATE submissions SET version = 301")
        }
        let opened = try #require(
            try await world.board.open(card, for: world.anna, now: world.house.clock.now))
        #expect(opened.history.map(\.version) == Array(102...301))
        #expect(opened.card.state.version == 301)
    }
}
