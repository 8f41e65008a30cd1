import GenkanTesting
import Hummingbird
import Sealing
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// What is not what was sealed, and what only could not be opened for now.
@Suite struct UnreadableTests {
    @Test func `the page of a card that cannot be opened leads back to its board`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let board = try await browser.get("/desk/forms/contact/board")
            let id = try #require(board.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
            try await house.storage.writer.write { connection in
                try connection.run("UPDATE submissions SET answers = title, answers_id = title_id")
            }
            let page = try await browser.get("/desk/submissions/\(id)")
            #expect(page.status == 500)
            #expect(page.body.contains("href=\"/desk/forms/contact/board#card-\(id)\""))
        }
    }

    @Test func `seals that cannot work for now are answered 503, and the cookie stays`()
        async throws
    {
        try await TestServer.run(
            routes: { router in
                let desk = router.group("desk", context: DoorContext.self)
                    .add(middleware: AnswerStorageErrors())
                desk.get("full") { (_: Request, _: DoorContext) async throws -> String in
                    throw SealingError(.unavailable, .session)
                }
                desk.get("changed") { (_: Request, _: DoorContext) async throws -> String in
                    throw SealingError(.cannotOpen, .session)
                }
            }
        ) { server in
            func get(_ path: String) async throws -> Exchange {
                try await Exchange.send(
                    "GET \(path) HTTP/1.1\nHost: \(TestCertificate.host)\n\n", to: server)
            }
            let full = try await get("/desk/full")
            #expect(full.status == 503)
            #expect(full["retry-after"] != nil && full["set-cookie"] == nil)
            let changed = try await get("/desk/changed")
            #expect(changed.status == 500)
        }
    }
}
