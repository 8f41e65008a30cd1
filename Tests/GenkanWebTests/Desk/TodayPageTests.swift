import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct TodayPageTests {
    /// What stands in one part of one form, from its heading to the end of it.
    private func part(_ name: String, of page: Exchange, _ form: String = "contact") -> Substring {
        guard let start = page.body.firstRange(of: "aria-labelledby=\"\(name)-\(form)\"") else {
            return ""
        }
        let rest = page.body[start.upperBound...]
        return rest[..<(rest.firstRange(of: "</section>")?.lowerBound ?? rest.endIndex)]
    }

    private func id(in text: Substring) throws -> String {
        String(try #require(text.firstMatch(of: /data-card="([0-9a-f-]{36})"/)).output.1)
    }

    @Test func `what waits stands there by its reason, the longest waiting first`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            house.clock.advance(by: .seconds(60))
            try await house.send(["name": "Viktor", "message": "a secret of the card"])
            let page = try await house.bensBrowser().get("/desk/today")
            #expect(page.status == 200)
            let new = part("unassigned", of: page)
            let first = try #require(new.firstRange(of: "Vera"))
            let second = try #require(new.firstRange(of: "Viktor"))
            #expect(first.lowerBound < second.lowerBound)
            #expect(new.contains("All 2 on the board"))
            #expect(part("mine", of: page).isEmpty && part("overdue", of: page).isEmpty)
            #expect(!page.body.contains("a secret of the card"))
        }
    }

    @Test func `the buttons work without a script and lead back, with the way to undo it`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.bensBrowser()
            var page = try await browser.get("/desk/today")
            let id = try id(in: part("unassigned", of: page))
            #expect(part("unassigned", of: page).contains("form=\"act-contact\""))
            #expect(page.body.contains("<form id=\"act-contact\""))
            let fields = [
                "csrf": try page.field("csrf"), "form": "contact", "from": "today",
                "version": "1",
            ]
            let taken = try await browser.post("/desk/submissions/\(id)/take", fields)
            let place = try #require(taken["location"])
            #expect(place.hasPrefix("/desk/today?done=taken&card=\(id)&undo="))
            #expect(place.hasSuffix("#card-\(id)"))
            page = try await browser.get(String(place.prefix { $0 != "#" }))
            #expect(page.body.contains("You took"))
            #expect(part("mine", of: page).contains(id) && part("unassigned", of: page).isEmpty)
            let undone = try await browser.post(
                "/desk/forms/contact/undo",
                [
                    "csrf": fields["csrf"] ?? "", "form": "contact", "from": "today",
                    "card": "\(id):2",
                ])
            #expect(undone["location"]?.hasPrefix("/desk/today?done=undone") == true)
            #expect(part("unassigned", of: try await browser.get("/desk/today")).contains(id))
        }
    }

    @Test func `what was moved on without being taken is still there, for everybody`() async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.bensBrowser()
            let page = try await browser.get("/desk/today")
            let id = try id(in: part("unassigned", of: page))
            let fields = ["csrf": try page.field("csrf"), "form": "contact", "version": "1"]
            let moved = try await browser.post(
                "/desk/submissions/\(id)/move", fields.adding("status", "in-progress"))
            #expect(moved.status == 303)
            for browser in [browser, try await house.annasBrowser()] {
                #expect(part("unassigned", of: try await browser.get("/desk/today")).contains(id))
            }
        }
    }

    @Test func `a card that waits for two reasons stands where it is said first`() async throws {
        try await DeskHouse.run(form: DeskHouse.contact + "\nanswer_within_hours: 1\n") { house in
            try await house.send(["name": "Vera"])
            house.clock.advance(by: .seconds(7_200))
            try await house.send(["name": "Viktor"])
            let page = try await house.bensBrowser().get("/desk/today")
            let overdue = part("overdue", of: page), new = part("unassigned", of: page)
            #expect(overdue.contains("Vera") && !overdue.contains("Viktor"))
            #expect(new.contains("Viktor") && !new.contains("Vera"))
            #expect(
                new.contains("1 shown further up already") && new.contains("All 2 on the board"))
            let ids = page.body.matches(of: /id="(card-[0-9a-f-]{36})"/).map(\.output.1)
            #expect(ids.count == 2 && Set(ids).count == 2)
        }
    }

    @Test func `the way to all of them leads to the board with the same filter`() async throws {
        try await DeskHouse.run { house in
            for number in 0..<25 { try await house.send(["name": "Vera \(number)"]) }
            let browser = try await house.bensBrowser()
            let page = try await browser.get("/desk/today")
            #expect(part("unassigned", of: page).matches(of: /data-card="/).count == 20)
            let link = try #require(
                part("unassigned", of: page).firstMatch(of: /class="today-all" href="([^"]+)"/))
            let board = try await browser.get(
                String(link.output.1).replacing("&amp;", with: "&"))
            #expect(board.status == 200 && board.body.contains("25 in all"))
        }
    }

    @Test func `several forms stand under their names, each with a form of its own`()
        async throws
    {
        try await RightsHouse.run(.staff) { rights in
            let house = rights.house
            try await house.send(["name": "Vera"])
            try await house.send(["name": "Jo"], to: rights.jobs)
            let annas = try await house.annasBrowser().get("/desk/today")
            #expect(part("unassigned", of: annas).contains("Vera"))
            #expect(part("unassigned", of: annas, "jobs").contains("form=\"act-jobs\""))
            // Who was not granted a form is told nothing of it.
            let carols = try await rights.carolsBrowser().get("/desk/today")
            #expect(part("unassigned", of: carols).contains("Vera"))
            #expect(part("unassigned", of: carols, "jobs").isEmpty && !carols.body.contains("Jo<"))
        }
    }

    @Test func `who only reads is offered no button`() async throws {
        try await RightsHouse.run(.viewer) { rights in
            try await rights.house.send(["name": "Vera"])
            let page = try await rights.carolsBrowser().get("/desk/today")
            #expect(page.body.contains("Vera"))
            for word in ["formaction", "act-contact\" method", "/take", "/undo", "card-pick"] {
                #expect(!page.body.contains(word), "\(word)")
            }
        }
    }

    @Test(arguments: ["ja", "en"])
    func `nothing to do teaches what would stand there`(language: String) async throws {
        try await DeskHouse.run { house in
            let browser = try await house.bensBrowser()
            browser.language = language
            let page = try await browser.get("/desk/today")
            let texts = try Pages().texts(language == "ja" ? .ja : .en)
            #expect(page.body.contains(texts["desk-today-empty-what"]))
            #expect(page.body.contains("<html lang=\"\(language)\">"))
            let mark = "href=\"/desk/today\" aria-current=\"true\">"
            #expect(page.body.contains(mark + "\(texts["desk-today-heading"])</a>"))
        }
    }

    @Test func `names from right to left, hostile text and cards without a title stand as text`()
        async throws
    {
        let form = DeskHouse.contact.replacing("    required: true\n", with: "")
        try await DeskHouse.run(form: form) { house in
            try await house.send(["name": "<script>alert(1)</script>"])
            try await house.send(["name": "\"\u{301}><img src=x>"])
            try await house.send(["name": "ورا \u{202E}evil"])
            try await house.send(["message": "no title at all"])
            let page = try await house.bensBrowser().get("/desk/today")
            #expect(part("unassigned", of: page).matches(of: /data-card="/).count == 4)
            for raw in ["<script>alert", "<img src=x", "\"\u{301}"] {
                #expect(!Array(page.body.utf8).contains(Array(raw.utf8)), "\(raw)")
            }
            #expect(part("unassigned", of: page).contains("dir=auto"))
            // The title of the form is none of a card.
            #expect(page.body.matches(of: /class=card-title\b/).count == 3)
        }
    }
}
