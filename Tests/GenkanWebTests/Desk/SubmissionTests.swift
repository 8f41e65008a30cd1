import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct SubmissionTests {
    private func path(_ browser: DeskBrowser) async throws -> String {
        let page = try await browser.get("/desk/forms/contact/board")
        let id = try #require(page.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
        return "/desk/submissions/\(id)"
    }

    @Test func `the card page shows every answer in the form's order, blank ones too`() async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "山田 花子", "message": "一行目\n二行目"])
            let browser = try await house.annasBrowser()
            let page = try await browser.get(try await path(browser))
            let name = try #require(page.body.firstRange(of: "山田 花子</dd>"))
            let blank = try #require(page.body.firstRange(of: "(left blank)"))
            let message = try #require(page.body.firstRange(of: "一行目\n二行目</dd>"))
            #expect(name.lowerBound < blank.lowerBound && blank.lowerBound < message.lowerBound)
        }
    }

    @Test func `opening a card is written into the audit trail, looking at the board is not`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.bensBrowser()
            let path = try await path(browser)
            let opened = { () async throws -> [AuditEvent] in
                try await house.storage.audit.newest(50).filter { $0.kind == .submissionOpened }
            }
            #expect(try await opened().isEmpty)
            #expect(try await browser.get(path).status == 200)
            let events = try await opened()
            #expect(events.count == 1)
            #expect(events.first?.actor == .person(house.ben.id))
            #expect(
                events.first?.submission.map { "\($0)" }
                    == path.split(separator: "/").last.map(String.init))
        }
    }

    @Test func `the history tells who did what, the latest first`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.bensBrowser()
            let path = try await path(browser)
            for (action, more) in [("take", [:]), ("move", ["status": "done"])] {
                let page = try await browser.get(path)
                let fields = [
                    "csrf": try page.field("csrf"), "version": try page.field("version"),
                    "form": "contact",
                ]
                let answer = try await browser.post(
                    "\(path)/\(action)", fields.merging(more) { $1 })
                #expect(answer.status == 303)
                #expect(answer["location"]?.hasPrefix(path + "?done=") == true)
            }
            let page = try await browser.get(path)
            let moved = try #require(page.body.firstRange(of: "ben moved it from"))
            let taken = try #require(page.body.firstRange(of: "ben took it"))
            let arrived = try #require(page.body.firstRange(of: "Arrived"))
            #expect(moved.lowerBound < taken.lowerBound && taken.lowerBound < arrived.lowerBound)
        }
    }

    @Test func `a submission nobody sent is not found`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            for id in ["01234567-89ab-7def-8123-456789abcdef", "1", "../../etc/passwd"] {
                #expect(try await browser.get("/desk/submissions/\(id)").status == 404)
            }
        }
    }
}
