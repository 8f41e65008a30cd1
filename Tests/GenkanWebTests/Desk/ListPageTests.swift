import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct ListPageTests {
    private func names(_ page: Exchange) -> [String] {
        page.body.matches(of: /data-label="Name"><bdi>([^<]*)</).map {
            String($0.output.1)
        }
    }

    private func address(_ page: Exchange, _ pattern: Regex<(Substring, Substring)>) throws
        -> String
    {
        String(try #require(page.body.firstMatch(of: pattern)).output.1)
            .replacing("&amp;", with: "&").replacing("&#61;", with: "=")
    }

    /// Whether a page has a text, as a browser reads it.
    private func shows(_ page: Exchange, _ text: String) -> Bool {
        page.body.replacing("&amp;", with: "&").replacing("&#61;", with: "=").contains(text)
    }

    private func send(_ house: DeskHouse, _ count: Int) async throws {
        for number in 1...count {
            try await house.send(["name": "Vera \(number)"])
            house.clock.advance(by: .seconds(60))
        }
    }

    @Test func `the newest stand first, and each head sorts by itself and the other way round`()
        async throws
    {
        try await DeskHouse.run { house in
            try await send(house, 3)
            let browser = try await house.annasBrowser()
            let list = "/desk/forms/contact/list"
            let page = try await browser.get(list)
            #expect(names(page) == ["Vera 3", "Vera 2", "Vera 1"])
            #expect(page.body.contains("<th scope=\"col\" aria-sort=\"descending\">"))
            #expect(page.body.matches(of: /aria-sort/).count == 1)
            let turned = try await browser.get(
                try address(page, /aria-sort="descending"><a class="list-sort" href="([^"]+)"/))
            #expect(names(turned) == ["Vera 1", "Vera 2", "Vera 3"])
            #expect(turned.body.contains("aria-sort=\"ascending\""))
            for sort in ListSort.allCases {
                let sorted = try await browser.get("\(list)?sort=\(sort.rawValue)&dir=asc")
                #expect(sorted.status == 200 && names(sorted).count == 3)
                #expect(sorted.body.matches(of: /aria-sort="ascending"/).count == 1)
            }
        }
    }

    @Test func `a hundred stand on a page, and links lead on and back`() async throws {
        try await DeskHouse.run { house in
            try await send(house, 203)
            let browser = try await house.annasBrowser()
            let first = try await browser.get("/desk/forms/contact/list")
            #expect(names(first).count == 100 && first.body.contains("203 in all"))
            #expect(!first.body.contains("rel=\"prev\""))
            let second = try await browser.get(try address(first, /rel="next" href="([^"]+)"/))
            let third = try await browser.get(try address(second, /rel="next" href="([^"]+)"/))
            #expect(names(second).first == "Vera 103" && names(third).count == 3)
            #expect(!third.body.contains("rel=\"next\""))
            let back = try await browser.get(try address(third, /rel="prev" href="([^"]+)"/))
            #expect(names(back) == names(second))
        }
    }

    @Test func `the filter of the board is the list's, and goes along with everything`()
        async throws
    {
        try await DeskHouse.run { house in
            try await send(house, 3)
            let browser = try await house.annasBrowser()
            let board = try await browser.get("/desk/forms/contact/board?assignee=none")
            #expect(shows(board, "/desk/forms/contact/list?assignee=none"))
            let page = try await browser.get(
                "/desk/forms/contact/list?assignee=me&sort=due&dir=asc")
            #expect(names(page).isEmpty && page.body.contains("No card fits the filter."))
            #expect(page.body.contains("name=\"sort\" value=\"due\""))
            #expect(shows(page, "href=\"/desk/forms/contact/board?assignee=me\""))
            let cleared = try address(page, /class="chip" href="([^"]+)"/)
            #expect(cleared == "/desk/forms/contact/list?sort=due&dir=asc")
        }
    }

    @Test func `what was marked as spam is shown when asked for, and comes back from there`()
        async throws
    {
        try await DeskHouse.run { house in
            try await send(house, 2)
            let browser = try await house.annasBrowser()
            var page = try await browser.get("/desk/forms/contact/list")
            let card = try address(page, /class="row-pick"[^>]* value="([^"]+)"/)
            let csrf = try page.field("csrf"), sight = "sort=received&dir=desc"
            let fields = ["csrf": csrf, "from": "list", "sight": sight, "card": card]
            let marked = try await browser.post("/desk/forms/contact/cards/spam", fields)
            let place = try #require(marked["location"])
            #expect(place.hasPrefix("/desk/forms/contact/list?\(sight)&done=discarded"))
            page = try await browser.get(String(place.prefix { $0 != "#" }))
            #expect(names(page) == ["Vera 1"] && page.body.contains("as spam"))
            let spam = try await browser.get("/desk/forms/contact/list?status=spam")
            #expect(names(spam) == ["Vera 2"])
            let version = try address(spam, /class="row-pick"[^>]* value="([^"]+)"/)
            let released = try await browser.post(
                "/desk/forms/contact/cards/move",
                fields.merging(["card": version, "status": "unhandled"]) { $1 })
            #expect(released.status == 303)
            #expect(try await names(browser.get("/desk/forms/contact/list")).count == 2)
        }
    }

    @Test func `the card's page leads back to the list as it was`() async throws {
        try await DeskHouse.run { house in
            try await send(house, 1)
            let browser = try await house.annasBrowser()
            let page = try await browser.get("/desk/forms/contact/list?sort=status&dir=asc")
            let card = try address(page, /href="(\/desk\/submissions\/[^"]+)"/)
            let opened = try await browser.get(card)
            #expect(shows(opened, "/desk/forms/contact/list?sort=status&dir=asc#card-"))
        }
    }

    @Test func `hostile text, names from right to left and rows without a title stand as text`()
        async throws
    {
        let form = DeskHouse.contact.replacing("    required: true\n", with: "")
        try await DeskHouse.run(form: form) { house in
            let hostile = [
                "<script>alert(1)</script>", "\"\u{301}><img src=x>", "ورا \u{202E}evil",
                "{{csrf}}", String(repeating: "長", count: 200),
            ]
            for name in hostile { try await house.send(["name": name]) }
            try await house.send(["message": "no title"])
            let page = try await house.annasBrowser().get("/desk/forms/contact/list")
            #expect(page.body.matches(of: /<tr class="row/).count == 6)
            for raw in ["<script>alert", "<img src=x", "\"\u{301}"] {
                #expect(!Array(page.body.utf8).contains(Array(raw.utf8)), "\(raw)")
            }
            #expect(page.body.contains("{{csrf}}"))
        }
    }

    @Test(arguments: [
        "sort=name", "dir=up", "after=x", "before=all:0:1", "after=%3Cb%3E", "status=nothing",
        "sort=due&sort=status&dir=asc&after=dated:99:01234567-89ab-7def-8123-456789abcdef",
    ])
    func `what an address says wrongly counts as not said`(query: String) async throws {
        try await DeskHouse.run { house in
            try await send(house, 1)
            let page = try await house.annasBrowser().get("/desk/forms/contact/list?\(query)")
            #expect(page.status == 200 && names(page) == ["Vera 1"])
        }
    }

    @Test func `an empty list teaches, who only reads chooses nothing, a stranger finds nothing`()
        async throws
    {
        try await RightsHouse.run(.viewer) { rights in
            let browser = try await rights.carolsBrowser()
            let empty = try await browser.get("/desk/forms/contact/list")
            #expect(empty.body.contains("lines up here"))
            try await rights.house.send(["name": "Vera"])
            let page = try await browser.get("/desk/forms/contact/list")
            #expect(page.body.contains("Vera"))
            for word in ["row-pick", "id=\"bulk\"", "/undo", "/new\""] {
                #expect(!page.body.contains(word), "\(word)")
            }
            #expect(try await browser.get("/desk/forms/jobs/list").status == 404)
            #expect(try await browser.get("/desk/forms/other/list").status == 404)
        }
    }
}
