import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct DeleteCardsTests {
    /// The cards of the board with their versions, as its boxes have them.
    private func cards(_ browser: DeskBrowser) async throws -> [String] {
        let page = try await browser.get("/desk/forms/contact/board")
        return page.body.matches(of: /name=card value="([0-9a-f-]{36}:\d+)"/)
            .map { String($0.output.1) }
    }

    @Test func `it is asked first what will go, and then it is gone`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"], held: .links)
            let browser = try await house.annasBrowser()
            let card = try #require(try await cards(browser).first)
            let board = try await browser.get("/desk/forms/contact/board")
            #expect(board.body.contains("formaction=\"/desk/forms/contact/cards/delete\""))
            let fields = ["csrf": try board.field("csrf"), "card": card, "from": "board"]
            let page = try await browser.post("/desk/forms/contact/cards/delete", fields)
            #expect(page.status == 200 && page.body.contains("1 inquiry will be deleted"))
            #expect(page.body.contains("<bdi>Vera</bdi>"))
            #expect(try await cards(browser) == [card])
            let done = try await browser.post("/desk/forms/contact/delete", fields)
            #expect(done.status == 303)
            let after = try await browser.get(try #require(done["location"]))
            #expect(after.body.contains("Deleted 1 inquiry for good."))
            #expect(try await cards(browser).isEmpty)
            let id = card.prefix(36)
            #expect(try await browser.get("/desk/submissions/\(id)").status == 404)
            let trail = try await browser.get("/desk/trail")
            #expect(trail.body.contains("Deleted the inquiry for good"))
        }
    }

    @Test func `what is worked on is not offered, and not deleted`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let card = try #require(try await cards(browser).first)
            let csrf = try await browser.get("/desk/forms/contact/board").field("csrf")
            let fields = ["csrf": csrf, "card": card, "from": "board"]
            let page = try await browser.post("/desk/forms/contact/cards/delete", fields)
            #expect(page.body.contains("1 will not be deleted"))
            #expect(!page.body.contains("action=\"/desk/forms/contact/delete\""))
            let done = try await browser.post("/desk/forms/contact/delete", fields)
            #expect(done["location"]?.contains("done=kept&count=0&kept=1") == true)
            #expect(try await cards(browser) == [card])
        }
    }

    @Test func `nothing chosen deletes nothing, and staff may not`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"], held: .links)
            let anna = try await house.annasBrowser()
            let csrf = try await anna.get("/desk/forms/contact/board").field("csrf")
            let nothing = try await anna.post(
                "/desk/forms/contact/cards/delete", ["csrf": csrf, "from": "board"])
            #expect(nothing["location"]?.contains("done=nothing") == true)
            let card = try #require(try await cards(anna).first)
            let ben = try await house.bensBrowser()
            let board = try await ben.get("/desk/forms/contact/board")
            #expect(!board.body.contains("cards/delete"))
            for path in ["cards/delete", "delete"] {
                let answer = try await ben.post(
                    "/desk/forms/contact/" + path,
                    ["csrf": board.field("csrf"), "card": card, "from": "board"])
                #expect(answer.status == 403)
            }
            #expect(try await cards(anna) == [card])
        }
    }
}
