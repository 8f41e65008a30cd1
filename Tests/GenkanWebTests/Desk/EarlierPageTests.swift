import Genkan
import GenkanTesting
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

@Suite struct EarlierPageTests {
    private static let form = """
        title: {ja: お問い合わせ, en: Contact}
        fields:
          - {name: name, kind: person-name, label: {ja: お名前, en: Name}, title: true}
          - {name: mail, kind: email, label: {ja: メール, en: Mail}}
          - {name: phone, kind: phone, label: {ja: 電話, en: Phone}}
        """

    /// The address of the page about the newest card.
    private func path(_ browser: DeskBrowser) async throws -> String {
        let page = try await browser.get("/desk/forms/contact/board")
        let id = try #require(page.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
        return "/desk/submissions/\(id)/earlier"
    }

    @Test func `who searches again and again is told to wait`() async throws {
        try await DeskHouse.run(form: Self.form) { house in
            try await house.send(["name": "Vera", "mail": "vera@example.jp"])
            let browser = try await house.bensBrowser()
            let path = try await path(browser)
            for _ in 0..<10 { #expect(try await browser.get(path).status == 200) }
            let refused = try await browser.get(path)
            #expect(refused.status == 429)
            let wait = try #require(refused["retry-after"].flatMap { Int($0) })
            // As slow here that no machine is slow enough to see a search come free meanwhile.
            #expect((900...1_000).contains(wait))
            // Somebody else is in nobody's way.
            #expect(try await house.annasBrowser().get(path).status == 200)
        }
    }

    @Test func `others of the same person are told with what they share, the newest first`()
        async throws
    {
        try await DeskHouse.run(form: Self.form) { house in
            let first = try await house.send(["name": "Vera", "mail": "vera@example.jp"])
            house.clock.advance(by: .seconds(60))
            let second = try await house.send(["name": "V", "phone": "+81 90 1234 5678"])
            house.clock.advance(by: .seconds(60))
            let other = try await house.send(["name": "Ben", "mail": "ben@example.jp"])
            house.clock.advance(by: .seconds(60))
            try await house.send([
                "name": "<b>Vera</b>", "mail": "VERA@example.jp", "phone": "090-1234-5678",
            ])
            let browser = try await house.bensBrowser()
            let path = try await path(browser)
            let page = try await browser.get(path)
            #expect(page.status == 200)
            let one = try #require(page.body.firstRange(of: second.text))
            let two = try #require(page.body.firstRange(of: first.text))
            #expect(one.lowerBound < two.lowerBound && !page.body.contains(other.text))
            #expect(page.body.contains("Same phone number"))
            #expect(page.body.contains("Same e-mail address"))
            #expect(page.body.contains("id=\"earlier-list\""))
            // Of an address or a number nothing is repeated.
            #expect(!page.body.contains("example.jp") && !page.body.contains("1234"))
            let events = try await house.storage.audit.newest(5)
            let search = try #require(events.first { $0.kind == .submissionsSearched })
            #expect(search.actor == .person(house.ben.id))
            #expect(search.details == [.number(.rows, 3)])
        }
    }

    @Test func `the card's page leads there, and there back`() async throws {
        try await DeskHouse.run(form: Self.form) { house in
            try await house.send(["name": "Vera", "mail": "vera@example.jp"])
            let browser = try await house.bensBrowser()
            let path = try await path(browser)
            let card = try await browser.get(String(path.dropLast("/earlier".count)))
            let link = try #require(
                card.body.firstMatch(of: /href="(\/desk\/[^"]+\/earlier[^"]*)"/))
            #expect(link.output.1.hasPrefix(path))
            let page = try await browser.get(
                String(link.output.1).replacing("&amp;", with: "&"))
            #expect(page.body.contains("No other inquiry has this"))
            #expect(page.body.contains("href=\"\(path.dropLast("/earlier".count))"))
        }
    }

    @Test(arguments: ["ja", "en"])
    func `without an address and a number it says so`(language: String) async throws {
        try await DeskHouse.run(form: Self.form) { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.bensBrowser()
            browser.language = language
            let page = try await browser.get(try await path(browser))
            let texts = try Pages().texts(language == "ja" ? .ja : .en)
            #expect(page.body.contains(texts["desk-earlier-nothing"]))
        }
    }

    @Test func `what a visitor typed stays text`() async throws {
        try await DeskHouse.run(form: Self.form) { house in
            let hostile = [
                "<script>alert(1)</script>", "\"\u{301}><img src=x>", "ورا \u{202E}evil",
            ]
            for name in hostile {
                try await house.send(["name": name, "mail": "vera@example.jp"])
            }
            try await house.send(["name": "Vera", "mail": "vera@example.jp"])
            let browser = try await house.bensBrowser()
            let page = try await browser.get(try await path(browser))
            #expect(page.body.matches(of: /class="earlier-item"/).count == 3)
            for raw in ["<script>alert", "<img src=x", "\"\u{301}"] {
                #expect(!Array(page.body.utf8).contains(Array(raw.utf8)), "\(raw)")
            }
        }
    }

    @Test func `what is not what was sealed is named in the log and counted on the page`()
        async throws
    {
        try await DeskHouse.run(form: Self.form) { house in
            try await house.send(["name": "Vera", "mail": "vera@example.jp"])
            house.clock.advance(by: .seconds(60))
            try await house.send(["name": "V", "mail": "vera@example.jp"])
            let browser = try await house.bensBrowser()
            let path = try await path(browser)
            try await house.storage.writer.write { connection in
                try connection.run(
                    """
                    UPDATE submissions SET answers = zeroblob(400)
                    WHERE id = (SELECT min(id) FROM submissions)
                    """)
            }
            let page = try await browser.get(path)
            #expect(page.status == 200 && page.body.contains("could not be opened: 1"))
            #expect(house.server.log.lines.contains { $0.contains("passed over in a search") })
            try await house.storage.writer.write { connection in
                try connection.run("UPDATE submissions SET answers = zeroblob(400)")
            }
            let refused = try await browser.get(path)
            #expect(refused.status == 500 && refused.body.contains("cannot be opened"))
        }
    }

    @Test func `of what is nobody's there is nothing`() async throws {
        try await RightsHouse.run(.staff) { rights in
            let card = try await rights.newCard(of: rights.jobs)
            let browser = try await rights.carolsBrowser()
            for id in ["\(card.id)", "01234567-89ab-7def-8123-456789abcdef", "1"] {
                #expect(try await browser.get("/desk/submissions/\(id)/earlier").status == 404)
            }
        }
    }
}
