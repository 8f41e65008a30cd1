import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct ForgeryTests {
    /// A card, and everything a genuine move of it carries.
    private func move(
        _ house: DeskHouse, _ browser: DeskBrowser
    ) async throws -> (path: String, fields: [String: String]) {
        try await house.send(["name": "Vera"])
        let page = try await browser.get("/desk/forms/contact/board")
        let card = try #require(page.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
        let fields = [
            "csrf": try page.field("csrf"), "version": "1",
            "form": "contact", "from": "board", "status": "done",
        ]
        return ("/desk/submissions/\(card)/move", fields)
    }

    @Test func `a genuine move is made`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let (path, fields) = try await move(house, browser)
            #expect(try await browser.post(path, fields).status == 303)
        }
    }

    @Test func `another site's request is refused by Sec-Fetch-Site`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let (path, fields) = try await move(house, browser)
            for site in ["cross-site", "same-site", "none"] {
                browser.sentences = [
                    "Origin: https://\(TestCertificate.host)", "Sec-Fetch-Site: \(site)",
                ]
                #expect(try await browser.post(path, fields).status == 403, "\(site)")
            }
        }
    }

    @Test func `a foreign, opaque or missing Origin is refused`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let (path, fields) = try await move(house, browser)
            for origin in [
                "https://evil.example", "null", "http://\(TestCertificate.host)",
                "https://\(TestCertificate.host):444", "https://sub.\(TestCertificate.host)",
            ] {
                browser.sentences = ["Origin: \(origin)", "Sec-Fetch-Site: same-origin"]
                #expect(try await browser.post(path, fields).status == 403, "\(origin)")
            }
            browser.sentences = ["Sec-Fetch-Site: same-origin"]
            #expect(try await browser.post(path, fields).status == 403)
        }
    }

    @Test func `an old browser without Sec-Fetch-Site gets by with its Origin`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let (path, fields) = try await move(house, browser)
            browser.sentences = ["Origin: https://\(TestCertificate.host)"]
            #expect(try await browser.post(path, fields).status == 303)
        }
    }

    @Test func `a missing, forged or foreign token is refused`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let (path, fields) = try await move(house, browser)
            let bens = try await house.bensBrowser().get("/desk/forms").field("csrf")
            let own = try #require(fields["csrf"])
            let forged = (own.hasPrefix("A") ? "B" : "A") + own.dropFirst()
            for token in [nil, "", forged, bens, String(own.dropLast())] {
                var fields = fields
                fields["csrf"] = token
                let answer = try await browser.post(path, fields)
                #expect(answer.status == 403, "\(token ?? "none")")
            }
        }
    }

    @Test func `signing in and out cannot be forged either`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            #expect(try await browser.post("/desk/sign-out", [:]).status == 403)
            browser.sentences = ["Origin: https://evil.example", "Sec-Fetch-Site: cross-site"]
            let answer = try await browser.post(
                "/desk/sign-in", ["name": "ben", "password": TestHouse.bensPassword])
            #expect(answer.status == 403)
            #expect(try await browser.get("/desk/forms").body.contains("anna"))
        }
    }

    @Test func `nothing is changed by asking for a page`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let (path, _) = try await move(house, browser)
            for path in [path, "/desk/sign-out", "/desk/language"] {
                let answer = try await browser.get(path + "?status=done&version=1")
                #expect([404, 405].contains(answer.status), "\(path)")
            }
            #expect(try await browser.get("/desk/forms").status == 200)
        }
    }

    @Test func `without a session a change leads to the sign-in and changes nothing`() async throws
    {
        try await DeskHouse.run { house in
            let (path, fields) = try await move(house, try await house.annasBrowser())
            let stranger = house.browser()
            let answer = try await stranger.post(path, fields)
            #expect(
                answer["location"]
                    == "/desk/sign-in?return=/desk/forms/contact/board&unsaved=yes")
        }
    }
}
