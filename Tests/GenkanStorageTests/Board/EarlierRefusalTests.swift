import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct EarlierRefusalTests {
    @Test func `who was not granted a form finds nothing of it`() async throws {
        let world = try await EarlierWorld()
        let ben = try await world.house.add("ben", .viewer)
        let other = try await world.send(1, mail: "vera@example.jp")
        let mine = try await world.send(mail: "vera@example.jp")
        let me = try await world.send(mail: "vera@example.jp")
        let outcome = try await world.house.storage.grants.revoke(
            world.forms[1].id, from: ben.id, by: world.anna, now: world.house.clock.now)
        #expect(outcome == .revoked)
        let bens = try await world.house.signIn("ben")
        let earlier = try #require(try await world.earlier(me, as: bens))
        #expect(earlier.found.map(\.card.id) == [mine] && earlier.searched == 1)
        #expect(try await world.earlier(other, as: bens) == nil)
        #expect(try await world.earlier(SubmissionID(high: 1, low: 1)) == nil)
        #expect(try await world.searches().count == 1)
    }

    @Test func `what was tampered with is passed over, and hides no other`() async throws {
        let world = try await EarlierWorld()
        var ids: [SubmissionID] = []
        for _ in 0..<6 { ids.append(try await world.send(mail: "vera@example.jp")) }
        let me = try await world.send(mail: "vera@example.jp")
        func nth(_ number: Int) -> String {
            "id = (SELECT id FROM submissions ORDER BY id LIMIT 1 OFFSET \(number))"
        }
        for change in [
            "UPDATE submissions SET answers = zeroblob(400) WHERE \(nth(0))",
            "UPDATE submissions SET receipt = 7 WHERE \(nth(1))",
            "UPDATE submissions SET data_key = zeroblob(16) WHERE \(nth(2))",
            "UPDATE submissions SET form_version = 99 WHERE \(nth(3))",
            // The answers of another submission, as they were sealed.
            """
            UPDATE submissions SET (answers_id, answers) = (SELECT answers_id, answers
                FROM submissions WHERE \(nth(5))) WHERE \(nth(4))
            """,
        ] {
            try await world.house.tamper(change)
        }
        let anna = try await world.house.signIn()
        let earlier = try #require(try await world.earlier(me, as: anna))
        #expect(earlier.found.map(\.card.id) == [ids[5]])
        #expect(earlier.refusedCount == 5 && Set(earlier.refused) == Set(ids[..<5]))
    }

    @Test func `a submission that is not what was sealed is refused, and that is told`()
        async throws
    {
        let world = try await EarlierWorld()
        try await world.send(mail: "vera@example.jp")
        let me = try await world.send(mail: "vera@example.jp")
        try await world.house.tamper(
            "UPDATE submissions SET answers = zeroblob(400) WHERE id = "
                + "(SELECT max(id) FROM submissions)")
        let anna = try await world.house.signIn()
        await #expect(throws: SealingError.self) { try await world.earlier(me, as: anna) }
        let kinds = try await world.house.storage.audit.newest(2).map(\.kind)
        #expect(kinds == [.tamperingRefused, .submissionsSearched])
    }

    @Test func `it ends with who asked`() async throws {
        let world = try await EarlierWorld()
        for _ in 0..<3 { try await world.send(mail: "vera@example.jp") }
        let me = try await world.send(mail: "vera@example.jp")
        let search = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await world.earlier(me)
        }
        search.cancel()
        await #expect(throws: CancellationError.self) { try await search.value }
    }

    @Test func `a version of a form that was forged opens nothing`() async throws {
        let world = try await EarlierWorld()
        try await world.send(1, mail: "vera@example.jp")
        let me = try await world.send(mail: "vera@example.jp")
        try await world.house.tamper(
            "UPDATE form_versions SET signature = zeroblob(64) WHERE form = "
                + "(SELECT id FROM forms WHERE name = 'orders')")
        let anna = try await world.house.signIn()
        let earlier = try #require(try await world.earlier(me, as: anna))
        #expect(earlier.found.isEmpty)
    }
}
