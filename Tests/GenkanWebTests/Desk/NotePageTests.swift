import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Notes, neighbours and what can be done with answers, on a card's own page.
@Suite struct NotePageTests {
    private func path(_ browser: DeskBrowser) async throws -> String {
        let page = try await browser.get("/desk/forms/contact/board")
        let id = try #require(page.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
        return "/desk/submissions/\(id)"
    }

    @Test func `a note is written, shown with its writer, and stays text`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let path = try await path(browser)
            let page = try await browser.get(path)
            let answer = try await browser.post(
                path + "/notes",
                ["csrf": page.field("csrf"), "text": "@ben <script>alert(1)</script>\nring back"])
            #expect(answer.status == 303)
            let location = try #require(answer["location"])
            #expect(location.contains("done=noted#note-"))
            let bens = try await house.bensBrowser()
            let shown = try await bens.get(path)
            #expect(shown.body.contains("@ben &lt;script&gt;alert(1)&lt;/script&gt;\nring back"))
            #expect(shown.body.contains("note note--me"))
            #expect(!shown.body.contains("<script>alert"))
        }
    }

    @Test func `a note whose answer was lost is sent once more and stands there once`() async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let path = try await path(browser)
            let page = try await browser.get(path)
            let sent = [
                "csrf": try page.field("csrf"), "note": try page.field("note"), "text": "ring back",
            ]
            let first = try await browser.post(path + "/notes", sent)
            let again = try await browser.post(path + "/notes", sent)
            #expect(first.status == 303 && again["location"] == first["location"])
            let shown = try await browser.get(path)
            #expect(shown.body.matches(of: /class="note-text"/).count == 1)
            #expect(try shown.field("note") != sent["note"])
        }
    }

    @Test(arguments: [
        ("  \n ", "Write something first."),
        (String(repeating: "長", count: 5_001), "at most 5,000 characters"),
        ("bell \u{7}", "control characters"),
    ])
    func `what is no note is given back as it was typed`(text: String, told: String) async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let path = try await path(browser)
            let page = try await browser.get(path)
            let answer = try await browser.post(
                path + "/notes", ["csrf": page.field("csrf"), "text": text])
            #expect(answer.status == 422 && answer.body.contains(told))
            #expect(answer.body.contains(text.prefix(100)))
            #expect(answer.body.contains("<title>Error: "))
        }
    }

    @Test func `a card leads to its neighbours as the board was looked at`() async throws {
        try await DeskHouse.run { house in
            for number in 1...3 {
                try await house.send(["name": "Vera \(number)"])
                house.clock.advance(by: .seconds(1))
            }
            let browser = try await house.annasBrowser()
            let board = try await browser.get("/desk/forms/contact/board?order=oldest")
            let cards = board.body.matches(of: /data-card="([0-9a-f-]{36})"/).map(\.output.1)
            let middle = try await browser.get("/desk/submissions/\(cards[1])?order=oldest")
            let query = "?in&#61;unhandled&amp;order&#61;oldest"
            #expect(
                middle.body.contains("rel=\"prev\" href=\"/desk/submissions/\(cards[0])\(query)"))
            #expect(
                middle.body.contains("rel=\"next\" href=\"/desk/submissions/\(cards[2])\(query)"))
            #expect(middle.body.contains("href=\"/desk/forms/contact/board?order&#61;oldest#card-"))
            let first = try await browser.get("/desk/submissions/\(cards[0])?order=oldest")
            #expect(!first.body.contains("rel=\"prev\""))
        }
    }

    @Test func `an address and a number lead somewhere, and nothing else does`() throws {
        func link(_ kind: FieldKind, _ text: String) -> String? {
            AnswerLink.address(of: .test("x", kind, ja: "x", en: "x"), text)
        }
        #expect(link(.email, "vera@example.jp") == "mailto:vera@example.jp")
        #expect(link(.email, "vera+a?b=c&d@example.jp") == "mailto:vera%2Ba%3Fb%3Dc%26d@example.jp")
        #expect(link(.phone, "03-1234-5678") == "tel:0312345678")
        #expect(link(.phone, "+81 (3) 1234-5678 内線 12") == "tel:+81312345678")
        #expect(link(.text, "https://example.jp") == nil)
        #expect(link(.email, "") == nil)
    }

    @Test func `a due date, labels and spam are set from the card's page`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let path = try await path(browser)
            for (verb, fields, told) in [
                ("due", ["due": "2031-02-03"], "Mon 3 Feb 2031"), ("due", ["due": ""], ""),
                ("spam", [:], "marked it as spam"),
            ] {
                let page = try await browser.get(path)
                let answer = try await browser.post(
                    "\(path)/\(verb)",
                    fields.merging([
                        "csrf": page.field("csrf"), "form": "contact",
                        "version": page.field("version"),
                    ]) { $1 })
                #expect(answer.status == 303, "\(verb)")
                #expect(try await browser.get(path).body.contains(told))
            }
            let wrong = try await browser.get(path)
            let answer = try await browser.post(
                path + "/due",
                [
                    "csrf": wrong.field("csrf"), "form": "contact", "due": "2031-02-30",
                    "version": wrong.field("version"),
                ])
            #expect(answer.status == 400)
        }
    }
}
