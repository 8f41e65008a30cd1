import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// What somebody looks at of a board stays what it was when a card is changed.
@Suite struct BoardSightTests {
    private static let board = "/desk/forms/contact/board"

    /// The receipts on a page, in its order.
    private func receipts(_ page: Exchange) -> [String] {
        page.body.matches(of: /href="\/desk\/submissions\/[0-9a-f-]{36}[^"]*">([0-9A-Z-]+)</)
            .map { String($0.output.1) }
    }

    /// Moves the card of a page that stands in the given place among its cards.
    private func move(
        _ place: Int, of page: Exchange, by browser: DeskBrowser, to status: String
    ) async throws -> Exchange {
        let card = page.body.matches(of: /id="card-([0-9a-f-]{36})"/)[place].output.1
        var fields = ["from": "board", "form": "contact", "version": "1", "status": status]
        fields["csrf"] = try page.field("csrf")
        fields["sight"] = try page.field("sight").replacing("&amp;", with: "&")
            .replacing("&#61;", with: "=")
        return try await browser.post("/desk/submissions/\(card)/move", fields)
    }

    @Test func `a filter has so many labels at most, and a text that is too long says nothing`()
        async throws
    {
        try await DeskHouse.run { house in try expectBounds(house.form) }
    }

    private func expectBounds(_ form: RegisteredForm) throws {
        let labels = (0..<60).map { "label=\(LabelID(high: 1, low: UInt64($0)))" }
        let some = BoardSight(text: labels.joined(separator: "&"), of: form)
        #expect(some.filter.labels.count == 20)
        let long = "unread=yes&order=oldest&x=" + String(repeating: "x", count: 4_096)
        #expect(!BoardSight(text: long, of: form).filter.isUnread)
        #expect(BoardSight(text: "unread=yes&order=oldest&x=x", of: form).filter.isUnread)
    }

    @Test func `a change leads back to as many cards in the same order, and says what was done`()
        async throws
    {
        try await DeskHouse.run { house in
            for number in 1...22 { try await house.send(["name": "Vera \(number)"]) }
            let browser = try await house.annasBrowser()
            let page = try await browser.get(Self.board + "?limit=100&order=oldest")
            #expect(receipts(page).count == 22)
            let moved = try await move(21, of: page, by: browser, to: "done")
            let location = try #require(moved["location"])
            #expect(location.hasPrefix(Self.board + "?limit=100&order=oldest&done=moved&card="))
            let after = try await browser.get(String(location.prefix { $0 != "#" }))
            #expect(receipts(after).count == 22)
            #expect(after.body.contains("to “Done”."))
        }
    }

    @Test func `a card that the page does not show any more is told of, with the way to it`()
        async throws
    {
        try await DeskHouse.run { house in
            for number in 1...21 {
                try await house.send(["name": "Vera \(number)"])
                house.clock.advance(by: .seconds(1))
            }
            let browser = try await house.annasBrowser()
            let all = try await browser.get(Self.board + "?limit=100")
            let oldest = try #require(receipts(all).last)
            let id = try #require(all.body.matches(of: /id="card-([0-9a-f-]{36})"/).last).output.1
            let page = try await browser.get(Self.board + "?done=taken&card=\(id)")
            #expect(!receipts(page).contains(oldest))
            #expect(page.body.contains("You took \(oldest)."))
            #expect(page.body.contains("<a href=\"/desk/submissions/\(id)\">Open it</a>"))
            let nobodys = try await browser.get(
                Self.board + "?done=taken&card=01234567-89ab-7def-8123-456789abcdef")
            #expect(!nobodys.body.contains("id=\"notice\""))
        }
    }

    @Test func `what has waited longest comes first by one plain link, and back by another`()
        async throws
    {
        try await DeskHouse.run { house in
            for number in 1...3 {
                try await house.send(["name": "Vera \(number)"])
                house.clock.advance(by: .seconds(1))
            }
            let browser = try await house.annasBrowser()
            let newest = try await browser.get(Self.board)
            #expect(
                newest.body.contains("href=\"\(Self.board)?order&#61;oldest\">Sort oldest first"))
            let oldest = try await browser.get(Self.board + "?order=oldest")
            #expect(receipts(oldest) == receipts(newest).reversed())
            #expect(oldest.body.contains("href=\"\(Self.board)\">Sort newest first"))
        }
    }

    @Test func `the way to more cards keeps the order and says how many remain`() async throws {
        try await DeskHouse.run { house in
            for number in 1...101 { try await house.send(["name": "Vera \(number)"]) }
            let browser = try await house.annasBrowser()
            let page = try await browser.get(Self.board + "?order=oldest")
            #expect(page.body.contains("Show the next 90 of 91 more"))
            let address = "\(Self.board)?limit&#61;100&amp;order&#61;oldest#column-unhandled"
            #expect(page.body.contains("href=\"\(address)\""))
            let last = try await browser.get(Self.board + "?limit=100")
            #expect(last.body.contains("Show the next 1<"))
        }
    }

    @Test(arguments: ["?limit=9&order=sideways", "?limit=%22%3E&order=newest", "?order="])
    func `whatever else an address says is the board as everybody finds it`(
        query: String
    ) async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let page = try await house.annasBrowser().get(Self.board + query)
            #expect(page.status == 200)
            #expect(try page.field("sight") == "")
        }
    }

    @Test func `a conflict keeps what was looked at, whichever way is chosen`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let anna = try await house.annasBrowser(), ben = try await house.bensBrowser()
            let seen = try await anna.get(Self.board + "?limit=500&order=oldest")
            _ = try await move(0, of: try await ben.get(Self.board), by: ben, to: "in-progress")
            let stale = try await move(0, of: seen, by: anna, to: "done")
            #expect(stale.status == 409)
            #expect(try stale.field("sight") == "limit&#61;500&amp;order&#61;oldest")
            #expect(stale.body.contains("\(Self.board)?limit&#61;500&amp;order&#61;oldest#card-"))
        }
    }
}
