import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct DeskPagesTests {
    @Test func `every page and every redirect of the desk is kept by nobody and framed by nobody`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let board = try await browser.get("/desk/forms/contact/board")
            let id = try #require(board.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
            let paths = [
                "/desk", "/desk/forms", "/desk/forms/contact/board", "/desk/submissions/\(id)",
                "/desk/forms/contact/export.csv", "/desk/sign-in", "/desk/nothing",
            ]
            for path in paths {
                for visitor in [browser, house.browser()] {
                    let answer = try await visitor.get(path)
                    #expect(answer["cache-control"] == "no-store", "\(path)")
                    #expect(
                        answer["content-security-policy"]?.contains("default-src 'none'") == true,
                        "\(path)")
                    #expect(answer["x-frame-options"] == "DENY", "\(path)")
                    #expect(answer["x-content-type-options"] == "nosniff", "\(path)")
                }
            }
        }
    }

    @Test func `no page holds the session's token or an inline script or style`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let token = try #require(browser.cookies["__Host-genkan"])
            let board = try await browser.get("/desk/forms/contact/board")
            let id = try #require(board.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
            for path in ["/desk/forms", "/desk/forms/contact/board", "/desk/submissions/\(id)"] {
                let page = try await browser.get(path)
                #expect(!page.body.contains(token), "\(path)")
                #expect(!page.body.contains("style="), "\(path)")
                #expect(!page.body.contains("<style") && !page.body.contains(" onclick"), "\(path)")
            }
        }
    }

    @Test func `the menu marks the part of the desk that a page belongs to`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            for (path, part) in [
                ("today", "Today"), ("forms", "Forms"), ("forms/contact/list", "Forms"),
                ("trail?form=contact", "Forms"), ("people", "People"), ("people/invite", "People"),
                ("people/\(house.ben.id)", "People"), ("networks", "People"),
            ] {
                let page = try await browser.get("/desk/" + path)
                let marked = page.body.matches(of: /bar-link"[^>]*aria-current="true">(\w+)/)
                #expect(marked.map { String($0.output.1) } == [part], "\(path)")
            }
            let trail = try await browser.get("/desk/trail").body
            #expect(trail.firstMatch(of: /bar-link"[^>]*aria-current/) == nil)
        }
    }

    @Test func `a submission that cannot be opened is named, in both languages`() throws {
        let pages = try Pages()
        for language in Language.allCases {
            let values: [String: Any] = [
                "t": pages.texts(language).values, "lang": language.rawValue,
                "submission": "01234567-89ab-7def-8123-456789abcdef", "csrf": "token",
            ]
            let html = try pages.templates.render("desk-unreadable", values)
            #expect(html.contains("01234567-89ab-7def-8123-456789abcdef"))
            #expect(html.contains(pages.texts(language)["desk-unreadable-what"]))
        }
    }

    @Test func `an error at the desk speaks the language that was chosen there`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            _ = try await browser.post("/desk/language", ["language": "ja"])
            let answer = try await browser.get("/desk/nothing/of/the/kind")
            #expect(answer.status == 404)
            #expect(answer.body.contains("<html lang=\"ja\">"))
        }
    }

    @Test func `an error at the desk leads back to the forms, one outside does not`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            let way = "<a href=\"/desk\">"
            #expect(try await browser.get("/desk/nothing/of/the/kind").body.contains(way))
            for outside in ["/deskless", "/f/nothing"] {
                let answer = try await browser.get(outside)
                #expect(!answer.body.contains(way))
            }
        }
    }

    @Test func `both languages fill every text of every page`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"], held: .honeypot)
            let browser = try await house.annasBrowser()
            for language in ["ja", "en"] {
                browser.language = language
                let board = try await browser.get("/desk/forms/contact/board")
                let id = try #require(board.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/))
                    .output.1
                for path in ["/desk/forms", "/desk/submissions/\(id)"] {
                    let page = try await browser.get(path)
                    #expect(page.body.contains("<html lang=\"\(language)\">"), "\(path)")
                    #expect(page.body.firstMatch(of: />desk-[a-z-]+</) == nil, "\(path)")
                    #expect(page.body.firstMatch(of: /\{[a-z]+\}/) == nil, "\(path)")
                }
                #expect(board.body.firstMatch(of: />\s*desk-[a-z-]+</) == nil)
            }
        }
    }
}

@Suite struct DeskWordsTests {
    @Test(
        arguments: [
            "/desk", "/desk/forms/contact/board",
            "/desk/submissions/01234567-89ab-7def-8123-456789abcdef", "/desk/forms/a/export.csv",
            "/desk/forms/contact/board?assignee=me&order=oldest&folded=done",
            "/desk/forms/contact/list?answer-town=%E6%9D%B1%E4%BA%AC&sort=due&dir=asc&after=all:0:1",
        ])
    func `a path of the desk is come back to`(path: String) {
        #expect(ReturnPath(path)?.text == path)
    }

    @Test(
        arguments: [
            "", "/", "desk", "//desk", "/desk/", "/desk//x", "/desk/../f/contact",
            "/desk#x", "/f/contact", "https://evil.example/desk", "/\\evil.example",
            "/desk/\r\nX: y",
            "/desk/%2e%2e/x", "/deskx", "/desk/é", "/desk/" + String(repeating: "a", count: 200),
        ])
    func `anything else is not`(path: String) {
        #expect(ReturnPath(path) == nil)
    }

    @Test(
        arguments: [
            ("/desk/today?done=taken&card=1&undo=1%3A2&left=3&kept=1&count=2", "/desk/today"),
            (
                "/desk/forms/a/board?assignee=me&done=moved&card=1",
                "/desk/forms/a/board?assignee=me"
            ),
            ("/desk/forms/a/board?x=<b>", "/desk/forms/a/board"),
            ("/desk/forms/a/board?x=\r\nY: z", "/desk/forms/a/board"),
            ("/desk/forms/a/board?x=/../..", "/desk/forms/a/board"),
            ("/desk/forms/a/board?x=é", "/desk/forms/a/board"),
            (
                "/desk/forms/a/board?x=" + String(repeating: "a", count: 1_200),
                "/desk/forms/a/board"
            ),
            ("/desk?", "/desk"),
        ])
    func `of what stands behind it only what our own pages put there is kept`(
        address: String, kept: String
    ) {
        #expect(ReturnPath(address)?.text == kept)
    }

    @Test func `as the value of a query it is one value`() {
        let page = ReturnPath("/desk/forms/a/board?assignee=me&order=oldest")
        #expect(page?.encoded == "/desk/forms/a/board%3Fassignee%3Dme%26order%3Doldest")
    }

    @Test func `large numbers are grouped in thousands`() {
        #expect(
            [0, 999, 1_000, 12_345, 1_234_567].map(\.grouped) == [
                "0", "999", "1,000", "12,345", "1,234,567",
            ])
    }

    @Test func `a board shows 10, 100 or 500 cards a column, whatever is asked for`() {
        #expect(
            [nil, "0", "-1", "50", "99", "100", "9999", "x"].map(BoardLimit.step)
                == [10, 10, 10, 10, 10, 100, 500, 10])
    }

    @Test func `a time is told in the largest unit that fits`() throws {
        let texts = try Pages().texts(.en)
        let start = Instant(seconds: 1_795_420_800)
        let words = [0, 59, 60, 3_599, 3_600, 86_399, 86_400, 8_640_000, -60].map { seconds in
            let now = start.advanced(by: .seconds(seconds))
            return Moment(instant: start, zone: .utc, now: now, texts: texts).values["relative"]
                as? String
        }
        #expect(
            words == [
                "just now", "just now", "1 min ago", "59 min ago", "1 h ago", "23 h ago", "1 d ago",
                "100 d ago", "just now",
            ])
    }
}
