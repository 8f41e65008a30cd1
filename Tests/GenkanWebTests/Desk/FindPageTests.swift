import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct FindPageTests {
    /// The receipt codes on the board, by the ids of the cards.
    private func cards(_ browser: DeskBrowser) async throws -> [(id: String, receipt: String)] {
        let page = try await browser.get("/desk/forms/contact/board")
        return page.body.matches(of: /id="card-([0-9a-f-]{36})"[^>]*>([0-9A-Z-]{14})</).map {
            (String($0.output.1), String($0.output.2))
        }
    }

    @Test func `a code leads to its card, however it was written down`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.bensBrowser()
            let card = try #require(try await cards(browser).first)
            let bare = card.receipt.replacing("-", with: "")
            for typed in [
                card.receipt, bare, bare.lowercased(), card.receipt.replacing("-", with: "+"),
                "+" + card.receipt + "+", String(bare.prefix(4)), String(bare.prefix(9)),
            ] {
                let answer = try await browser.get("/desk/find?receipt=\(typed)")
                #expect(answer.status == 303, "\(typed)")
                #expect(answer["location"] == "/desk/submissions/\(card.id)", "\(typed)")
            }
            // Looking opened nothing.
            let kinds = try await house.storage.audit.newest(30).map(\.kind)
            #expect(!kinds.contains(.submissionOpened))
        }
    }

    @Test func `what nobody has and what one cannot open are answered alike`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let annas = try await house.annasBrowser(), bens = try await house.bensBrowser()
            let card = try #require(try await cards(annas).first)
            let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
            _ = try await house.storage.grants.revoke(
                house.form.id, from: house.ben.id, by: anna, now: house.clock.now)
            let closed = try await bens.get("/desk/find?receipt=\(card.receipt)")
            let nobodys = try await bens.get(
                "/desk/find?receipt=\(ReceiptCode(number: 7)?.text ?? "")")
            #expect(closed.status == 404 && nobodys.status == 404)
            for page in [closed, nobodys] {
                #expect(page.body.contains("No inquiry of a form that you can open has this code."))
                #expect(page.body.contains("aria-invalid=\"true\""))
            }
            #expect(!closed.body.contains(card.id))
        }
    }

    @Test func `what is no code is told so, and stays in its field`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.bensBrowser()
            for typed in [
                "K7", "hello+world", "%3Cb%3E%22", "K7HM-4RTX-9CPB", "%00%00%00%00%00", "%",
            ] {
                let page = try await browser.get("/desk/find?receipt=\(typed)")
                #expect(
                    page.status == 422 && page.body.contains("That is not a receipt code"),
                    "\(typed)")
                #expect(!page.body.contains("<b>"))
            }
            let kept = try await browser.get("/desk/find?receipt=%E3%81%93%E3%82%93")
            #expect(kept.body.contains("value=\"こん\""))
            for empty in ["", "?receipt=", "?receipt=+++", "?other=1"] {
                let page = try await browser.get("/desk/find\(empty)")
                #expect(page.status == 200 && !page.body.contains("role=\"alert\""), "\(empty)")
            }
            let long = String(repeating: "K", count: 2_000)
            #expect(try await browser.get("/desk/find?receipt=\(long)").status == 200)
        }
    }
}
