import Foundation
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct ZZSpeedTests {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["FX_SPEED"] != nil))
    func `a hundred thousand`() async throws {
        let world = try await EarlierWorld()
        let form = world.forms[0]
        let count = Int(ProcessInfo.processInfo.environment["FX_SPEED"] ?? "") ?? 1000
        try await withThrowingTaskGroup { group in
            for lane in 0..<128 {
                group.addTask {
                    for number in stride(from: lane, to: count, by: 128) {
                        let raw = RawSubmission([
                            (name: "name", value: "Vera \(number)"),
                            (name: "mail", value: "v\(number % 5_000)@example.jp"),
                        ])
                        guard case .valid(let valid) = form.form.validate(raw) else { return }
                        let at = world.house.clock.now
                        _ = try await world.house.storage.submissions.accept(
                            Arrival(form: form, submission: valid, key: nil, mark: nil, held: nil),
                            now: at)
                    }
                }
            }
            try await group.waitForAll()
        }
        let anna = world.anna.person.id
        try await world.house.storage.writer.write { connection in
            try connection.run(
                """
                UPDATE submissions SET
                    status = CASE WHEN rowid % 100 < 2 THEN 'unhandled' WHEN rowid % 100 < 4 THEN 'in-progress'
                        WHEN rowid % 100 < 90 THEN 'done' WHEN rowid % 100 < 99 THEN 'shipped' ELSE 'spam' END,
                    assignee = iif(rowid % 3 = 0, \(anna), NULL), due = iif(rowid % 4 = 0, 20000 + rowid % 50, NULL)
                """)
        }
        let now = world.house.clock.now.advanced(by: .seconds(60))
        world.house.clock.advance(by: .seconds(60))
        func time(_ what: String, _ body: () async throws -> Void) async throws {
            var best = Duration.seconds(1000)
            for _ in 0..<4 {
                let begun = ContinuousClock.now
                try await body()
                best = min(best, ContinuousClock.now - begun)
            }
            FileHandle.standardError.write(Data("SPEED \(what): \(best)\n".utf8))
        }
        let board = try world.house.storage.board
        var ids: [SubmissionID] = []
        for sort in ListSort.allCases {
            for down in [true, false] {
                var query = ListQuery(sort: sort, isDescending: down)
                try await time("list \(sort) \(down)") {
                    let page = try await board.list(form.id, query, for: world.anna, now: now)
                    ids = page.cards.map(\.id)
                    query.place = page.behind
                }
            }
        }
        for filter in [
            BoardFilter(columns: ["spam"]), BoardFilter(columns: ["done", "unhandled"]),
            BoardFilter(assignee: .me), BoardFilter(due: .past), BoardFilter(isUnread: true),
        ] {
            try await time(
                "list \(filter.columns) \(filter.isUnread) \(String(describing: filter.due)) \(String(describing: filter.assignee))"
            ) {
                _ = try await board.list(
                    form.id, ListQuery(filter: filter), for: world.anna, now: now)
            }
        }
        try await time("counts") {
            _ = try await board.counts(of: form.id, for: world.anna, now: now)
        }
        try await time("board") {
            _ = try await board.page(form.id, BoardQuery(limit: 20), for: world.anna, now: now)
        }
        try await time("today") { _ = try await board.today(form.id, for: world.anna, now: now) }
        try await time("earlier") {
            let earlier = try await board.earlier(than: ids[0], for: world.anna, now: now)
            FileHandle.standardError.write(
                Data(
                    "SPEED found \(earlier?.found.count ?? -1) of \(earlier?.searched ?? -1)\n".utf8
                ))
        }
    }
}
