import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Whose session does not go on is told why, and what became of the last change.
@Suite struct SessionOverTests {
    private static let board = "/desk/forms/contact/board"

    /// A card of vera's: its path, and the fields of a move made on the board.
    private func move(
        _ house: DeskHouse, _ browser: DeskBrowser
    ) async throws -> (path: String, fields: [String: String]) {
        try await house.send(["name": "Vera"])
        let page = try await browser.get(Self.board)
        let card = try #require(page.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
        let fields = [
            "csrf": try page.field("csrf"), "version": "1", "form": "contact", "from": "board",
            "status": "done",
        ]
        return ("/desk/submissions/\(card)", fields)
    }

    @Test func `a change after the session is not made, says so and leads back to the board`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let (path, fields) = try await move(house, browser)
            house.clock.advance(by: .seconds(3600))
            let answer = try await browser.post(path + "/move", fields)
            let location = try #require(answer["location"])
            #expect(location == "/desk/sign-in?return=\(Self.board)&over=idle&unsaved=yes")
            #expect(browser.cookies["__Host-genkan"] == nil)
            let page = try await browser.get(location)
            #expect(page.body.contains("nothing happened for a while"))
            #expect(page.body.contains("Your last change was not saved."))
            let signedIn = try await browser.signIn(
                "anna", TestHouse.annasPassword, ["return": try page.field("return")])
            #expect(signedIn["location"] == Self.board)
            #expect(try await browser.get(path).body.contains("Unhandled"))
        }
    }

    @Test func `a change asked for on the card's page leads back to that`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let (path, sent) = try await move(house, browser)
            let fields = sent.filter { $0.key != "from" }
            let answer = try await house.browser().post(path + "/take", fields)
            #expect(answer["location"] == "/desk/sign-in?return=\(path)&unsaved=yes")
        }
    }

    @Test(arguments: ["//evil.example", "../../f", "x/../..", "a b", "é", "", "%2e%2e"])
    func `a form of no name of ours leads nowhere else`(form: String) async throws {
        try await DeskHouse.run { house in
            let (path, sent) = try await move(house, try await house.annasBrowser())
            let fields = sent.merging(["form": form]) { $1 }
            let answer = try await house.browser().post(path + "/move", fields)
            #expect(answer["location"] == "/desk/sign-in?return=\(path)&unsaved=yes")
        }
    }

    @Test func `the longest time and an end elsewhere are not called idleness`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let elsewhere = browser.copied()
            for _ in 0..<79 {
                house.clock.advance(by: .seconds(9 * 60))
                #expect(try await browser.get("/desk/forms").status == 200)
            }
            house.clock.advance(by: .seconds(9 * 60))
            let over = try #require(try await browser.get("/desk/forms")["location"])
            #expect(over == "/desk/sign-in?return=/desk/forms&over=longest")
            #expect(try await browser.get(over).body.contains("as long as is allowed"))
            let lost = try #require(try await elsewhere.get("/desk/forms")["location"])
            #expect(lost == "/desk/sign-in?return=/desk/forms&over=lost")
            let page = try await elsewhere.get(lost)
            #expect(page.body.contains("signed out elsewhere"))
            #expect(!page.body.contains("nothing happened") && !page.body.contains("not saved"))
        }
    }

    @Test func `a clock that was set back keeps the cookie for when it is right again`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            house.clock.advance(by: .seconds(-3600))
            let answer = try await browser.get("/desk/forms")
            #expect(answer["location"] == "/desk/sign-in?return=/desk/forms&over=clock")
            #expect(answer["set-cookie"] == nil)
            house.clock.advance(by: .seconds(3600 + 60))
            #expect(try await browser.get("/desk/forms").status == 200)
        }
    }

    @Test func `signing out of a session that is over promises nothing about changes`() async throws
    {
        try await DeskHouse.run { house in
            let answer = try await house.browser().post("/desk/sign-out", ["csrf": "x"])
            #expect(answer["location"] == "/desk/sign-in")
        }
    }

    @Test(arguments: ["?over=sideways", "?over=", "?over=%3Cb%3E"])
    func `a reason that is none of ours is not shown`(query: String) async throws {
        try await DeskHouse.run { house in
            let page = try await house.browser().get("/desk/sign-in" + query)
            #expect(page.status == 200)
            #expect(!page.body.contains("role=\"status\""))
        }
    }

    @Test func `every reason has its words in both languages`() throws {
        for language in Language.allCases {
            let keys = try Pages().texts(language).keys
            for end in SessionEnd.allCases {
                #expect(keys.contains("desk-sign-in-over-\(end.rawValue)"))
            }
        }
    }
}
