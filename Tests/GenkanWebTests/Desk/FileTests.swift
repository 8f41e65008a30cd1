import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Files at the desk.
@Suite struct FileTests {
    private func card(_ browser: DeskBrowser) async throws -> String {
        let page = try await browser.get("/desk/forms/contact/board")
        let id = try #require(page.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
        return "/desk/submissions/\(id)"
    }

    private func file(_ page: Exchange) throws -> String {
        let link = try #require(page.body.firstMatch(of: /href="([^"]+\/files\/[0-9a-f-]{36})"/))
        return String(link.output.1)
    }

    @Test func `a file is saved under its name, and can do nothing when it is shown`() async throws
    {
        try await DeskHouse.run(form: DeskHouse.withPhoto) { house in
            try await house.send(
                ["name": "Vera"], photo: (name: "図 1\".pdf", bytes: Array("%PDF-x".utf8), scan: nil)
            )
            let browser = try await house.annasBrowser(), card = try await card(browser)
            let page = try await browser.get(card)
            #expect(
                page.body.contains("<bdi>図 1_.pdf</bdi></a> <span class=\"file-size\">6 B</span>"))
            #expect(!page.body.contains("<img src=\"/desk"))
            let saved = try await browser.get(try file(page))
            #expect(saved.status == 200 && saved.body == "%PDF-x")
            #expect(saved["content-type"] == "application/octet-stream")
            #expect(
                saved["content-disposition"]
                    == "attachment; filename=\"_ 1_.pdf\"; filename*=UTF-8''%E5%9B%B3%201_.pdf")
            #expect(saved["content-length"] == "6" && saved["cache-control"] == "no-store")
            #expect(saved["x-content-type-options"] == "nosniff")
            #expect(saved["content-security-policy"]?.contains("sandbox") == true)
            let kinds = try await house.storage.audit.newest(1).map(\.kind)
            #expect(kinds == [.fileOpened])
            let trail = try await browser.get("/desk/trail")
            #expect(trail.body.contains("Opened a file of the inquiry"))
        }
    }

    @Test func `a picture is shown small, by what it is`() async throws {
        try await DeskHouse.run(form: DeskHouse.withPhoto) { house in
            try await house.send(
                ["name": "Vera"], photo: (name: "a.png", bytes: [1, 2], scan: .clean))
            let browser = try await house.annasBrowser()
            let board = try await browser.get("/desk/forms/contact/board")
            #expect(board.body.contains("file-count\" title=\"1 file\""))
            let page = try await browser.get(try await card(browser))
            let address = try file(page)
            #expect(page.body.contains("<img src=\"\(address)\" alt=\"\" loading=\"lazy\""))
            let picture = try await browser.get(address)
            #expect(picture["content-type"] == "image/png")
            #expect(picture["content-disposition"]?.hasPrefix("attachment; ") == true)
        }
    }

    @Test func `a suspicious file stays in until its card is released`() async throws {
        try await DeskHouse.run(form: DeskHouse.withPhoto) { house in
            try await house.send(
                ["name": "Vera"], held: .infected,
                photo: (name: "a.png", bytes: [1], scan: .infected(.init("Eicar-Test"))))
            let browser = try await house.annasBrowser(), card = try await card(browser)
            let page = try await browser.get(card)
            #expect(page.body.contains("The virus scanner found Eicar-Test"))
            #expect(page.body.contains("A file may carry a virus"))
            #expect(!page.body.contains("/files/") && !page.body.contains("<img src=\"/desk"))
            let list = try await house.storage.board.open(
                try #require(SubmissionID(card.split(separator: "/").last ?? "")),
                for: house.liveSession(TestHouse.annasPassword, of: "anna"), now: house.clock.now)
            let address = card + "/files/\(try #require(list?.files.first).id)"
            let held = try await browser.get(address)
            #expect(held.status == 403 && held.body.contains("This file is held back"))
            #expect(held.body.contains("class=\"g-button\" href=\"\(card)\""))
            _ = try await browser.post(
                card + "/move",
                [
                    "csrf": page.field("csrf"), "version": "1", "form": "contact",
                    "status": "unhandled",
                ])
            #expect(try await browser.get(address).status == 200)
            let released = try await browser.get(card)
            #expect(released.body.contains("The virus scanner found Eicar-Test"))
            #expect(try file(released) == address)
        }
    }

    @Test func `an inquiry that is written down by hand asks for no file`() async throws {
        try await DeskHouse.run(form: DeskHouse.withPhoto) { house in
            let browser = try await house.annasBrowser()
            let page = try await browser.get("/desk/forms/contact/new")
            #expect(page.status == 200 && !page.body.contains("type=\"file\""))
        }
    }
}
