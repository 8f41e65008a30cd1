import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// A session outlives a link from a mail, and nothing else does that another site could make of it.
@Suite struct OutsideLinkTests {
    private static let board = "/desk/forms/contact/board"
    private static let refresh = #"<meta http-equiv="refresh" content="0; url="#

    /// What a browser says of a link that was clicked on another site.
    private static let link = [
        "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document",
        "Sec-Fetch-User: ?1",
    ]

    private func follow(
        _ path: String, _ sentences: [String] = link, with browser: DeskBrowser
    ) async throws -> Exchange {
        try await browser.send("GET", path, sentences)
    }

    @Test(arguments: [
        "/desk", board, board + "?limit=200&order=oldest", "/desk/sign-in",
        "/desk/submissions/0198c5a2-0000-7000-8000-000000000000",
    ])
    func `a link from elsewhere comes to the same page once more, from here`(path: String)
        async throws
    {
        try await DeskHouse.run { house in
            let page = try await follow(path, with: house.browser())
            #expect(page.status == 200)
            #expect(page["set-cookie"] == nil && page["location"] == nil)
            #expect(HeaderSet().faults(in: page) == [])
            let target = path.replacing("&", with: "&amp;").replacing("=", with: "&#61;")
            #expect(page.body.contains(Self.refresh + target + "\">"))
            #expect(page.body.contains("href=\"\(target)\""))
        }
    }

    @Test func `the second time the cookie comes along, and the session is what it was`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let cookies = browser.cookies
            // The first request is sent without the cookie, as the browser does it.
            _ = try await follow(Self.board, with: house.browser())
            let sentences = ["Sec-Fetch-Site: same-origin"] + Self.link.dropFirst().dropLast()
            let page = try await follow(Self.board, sentences, with: browser)
            #expect(page.status == 200 && page.body.contains("id=\"board\""))
            #expect(browser.cookies == cookies)
        }
    }

    @Test(arguments: ["/desk/sign-in", "/desk/lock"])
    func `no page of ours leads on to a download that nobody pressed`(door: String) async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            for (file, page) in [
                ("/desk/forms/contact/export.csv", Self.board), ("/desk/some.file", "/desk"),
                (Self.board, Self.board),
            ] {
                let answer = try await browser.get("\(door)?return=\(file)")
                #expect(answer.status == 303 && answer["location"] == page, "\(file)")
            }
        }
    }

    @Test func `who is not signed in comes to the sign-in the second time`() async throws {
        try await DeskHouse.run { house in
            let page = try await follow(
                Self.board, ["Sec-Fetch-Site: same-origin"] + Self.link.dropFirst().dropLast(),
                with: house.browser())
            #expect(page["location"] == "/desk/sign-in?return=\(Self.board)")
        }
    }

    @Test func `without a click, and to a download, nothing goes on by itself`() async throws {
        try await DeskHouse.run { house in
            let csv = "/desk/forms/contact/export.csv"
            for (path, sentences) in [(Self.board, Array(Self.link.dropLast())), (csv, Self.link)] {
                let page = try await follow(path, sentences, with: house.browser())
                #expect(page.status == 200)
                #expect(!page.body.contains("http-equiv=\"refresh\""))
                #expect(page.body.contains("href=\"\(path)\""))
            }
            let kinds = try await house.storage.audit.newest(10).map(\.kind)
            #expect(!kinds.contains(.exportBegun))
        }
    }

    @Test(arguments: [
        ["Sec-Fetch-Site: same-origin"], ["Sec-Fetch-Site: none"],
        ["Sec-Fetch-Site: same-site"] + link.dropFirst(), [],
    ])
    func `what is no link from another site goes the usual way`(sentences: [String]) async throws {
        try await DeskHouse.run { house in
            let answer = try await follow(Self.board, sentences, with: house.browser())
            #expect(answer.status == 303)
            #expect(answer["location"] == "/desk/sign-in?return=\(Self.board)")
        }
    }

    @Test(arguments: [
        ("no-cors", "image"), ("no-cors", "script"), ("no-cors", "style"), ("cors", "empty"),
        ("no-cors", "empty"), ("navigate", "iframe"), ("navigate", "object"), ("navigate", "embed"),
    ])
    func `no part and no frame of another site's page is answered`(mode: String, goal: String)
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            for site in ["cross-site", "same-site"] {
                for path in [Self.board, "/desk/forms/contact/export.csv", "/desk/sign-in"] {
                    let answer = try await follow(
                        path,
                        [
                            "Sec-Fetch-Site: \(site)", "Sec-Fetch-Mode: \(mode)",
                            "Sec-Fetch-Dest: \(goal)",
                        ], with: browser)
                    #expect(answer.status == 403, "\(site) \(path)")
                }
            }
            let kinds = try await house.storage.audit.newest(10).map(\.kind)
            #expect(!kinds.contains(.exportBegun))
            #expect(try await follow(Self.board, [], with: browser).status == 200)
        }
    }

    @Test func `a link from a sister site brings the cookie along, and begins no download either`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let sentences = ["Sec-Fetch-Site: same-site"] + Self.link.dropFirst()
            let board = try await follow(Self.board, sentences, with: browser)
            #expect(board.body.contains("id=\"board\""))
            let csv = "/desk/forms/contact/export.csv"
            let asked = try await follow(csv, sentences, with: browser)
            #expect(asked.body.contains("href=\"\(csv)\""))
            #expect(asked["content-disposition"] == nil)
            let own = try await follow(csv, ["Sec-Fetch-Site: same-origin"], with: browser)
            #expect(own["content-disposition"] != nil)
        }
    }

    @Test func `who brings a cookie is not sent round`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let page = try await follow(Self.board, with: browser)
            #expect(page.body.contains("id=\"board\""))
        }
    }

    @Test func `a post from elsewhere is refused as ever`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            browser.sentences = ["Origin: https://evil.example"] + Self.link
            let answer = try await browser.post("/desk/sign-in", ["name": "anna"])
            #expect(answer.status == 403)
        }
    }

    @Test(arguments: [
        "?x=\"><script>alert(1)</script>", "?url=https://evil.example", "?x=1;url=//evil.example",
        "?x=%22\">", "?" + String(repeating: "a", count: 1_201),
    ])
    func `no link can lead anywhere else, or put anything into the page`(query: String)
        async throws
    {
        try await DeskHouse.run { house in
            let page = try await follow(Self.board + query, with: house.browser())
            #expect(page.body.contains(Self.refresh + Self.board + "\">"))
            #expect(!page.body.contains("evil.example") && !page.body.contains("alert(1)"))
        }
    }
}
