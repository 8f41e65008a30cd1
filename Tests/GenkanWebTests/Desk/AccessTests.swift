import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// The page of who can open a form, asked for through the router.
@Suite struct AccessTests {
    private static let access = "/desk/forms/contact/access"
    private static let password = "a passphrase of somebody's own"

    /// The part of the page under a heading.
    private func part(_ id: String, of page: Exchange) throws -> Substring {
        let start = try #require(page.body.firstRange(of: "<h2 id=\"\(id)\""))
        let rest = page.body[start.upperBound...]
        return rest[..<(rest.firstRange(of: "</section>")?.lowerBound ?? rest.endIndex)]
    }

    /// Asks for a change as the page's own buttons do.
    private func change(
        _ action: String, _ person: String, by browser: DeskBrowser, csrf: String? = nil
    ) async throws -> Exchange {
        let token = try await browser.get(Self.access).field("csrf")
        return try await browser.post(
            "\(Self.access)/\(action)", ["csrf": csrf ?? token, "person": person])
    }

    /// A form that carol came too late for.
    private func newcomer(_ house: DeskHouse) async throws -> Person {
        let carol = try await house.add("carol", .viewer, Self.password)
        let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
        _ = try await house.storage.grants.revoke(
            house.form.id, from: carol.id, by: anna, now: house.clock.now)
        return carol
    }

    @Test func `the page shows who can open the form, since when, and who cannot`() async throws {
        try await DeskHouse.run { house in
            _ = try await newcomer(house)
            house.clock.advance(by: .seconds(600))
            let page = try await house.annasBrowser().get(Self.access)
            #expect(page.status == 200)
            let holders = try part("holders", of: page)
            #expect(holders.contains("anna") && holders.contains("ben"))
            #expect(holders.contains("Recovery code") && !holders.contains("carol"))
            #expect(holders.contains(">You<"))
            #expect(
                holders.contains(
                    "reads, works cards, deletes held cards and spam, downloads CSV, grants access")
            )
            let zone = house.form.form.zone, now = house.clock.now
            let day = DayText(zone: zone, now: now, texts: try Pages().texts(.en))
                .text(try #require(zone.day(of: now)))
            let days = holders.matches(of: />since (\w{3} \d+ \w{3})</).map { String($0.output.1) }
            #expect(days == [day, day, day])
            let others = try part("others", of: page)
            #expect(others.contains("carol") && others.contains("Viewer"))
            #expect(!others.contains("ben"))
        }
    }

    @Test func `the board leads there, for who may`() async throws {
        try await DeskHouse.run { house in
            let link = "href=\"\(Self.access)\""
            let board = "/desk/forms/contact/board"
            let annas = try await house.annasBrowser().get(board)
            let bens = try await house.bensBrowser().get(board)
            #expect(annas.body.contains(link) && !bens.body.contains(link))
        }
    }

    @Test func `granting is said, and carol finds the board at her very next click`() async throws {
        try await DeskHouse.run { house in
            let carol = try await newcomer(house)
            let carols = house.browser()
            try await carols.signIn("carol", Self.password)
            #expect(try await carols.get("/desk/forms/contact/board").status == 404)
            let annas = try await house.annasBrowser()
            let answer = try await change("grant", carol.id.description, by: annas)
            #expect(answer.status == 303)
            let location = try #require(answer["location"])
            #expect(location == "\(Self.access)?done=granted&person=\(carol.id)")
            let page = try await annas.get(location)
            #expect(page.body.contains("carol can open this form now."))
            #expect(try part("others", of: page).contains("Everybody here"))
            #expect(try await carols.get("/desk/forms/contact/board").status == 200)
        }
    }

    @Test func `after a revocation ben's next click finds nothing, whatever it is`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let annas = try await house.annasBrowser(), bens = try await house.bensBrowser()
            let board = try await bens.get("/desk/forms/contact/board")
            let id = try #require(board.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
            let card = "/desk/submissions/\(id)"
            let answer = try await change("revoke", house.ben.id.description, by: annas)
            #expect(answer["location"] == "\(Self.access)?done=revoked&person=\(house.ben.id)")
            for path in ["/desk/forms/contact/board", card] {
                #expect(try await bens.get(path).status == 404, "\(path)")
            }
            let fields = [
                "csrf": try board.field("csrf"), "version": "1", "form": "contact",
                "status": "done", "assignee": house.anna.id.description,
            ]
            for action in ["take", "assign", "move"] {
                #expect(try await bens.post("\(card)/\(action)", fields).status == 404, "\(action)")
            }
            let forms = try await bens.get("/desk/forms")
            #expect(forms.body.contains("There is no form that you may open"))
            #expect(try await annas.get(card).body.contains("Unhandled"))
        }
    }

    @Test func `the CSV and the page itself are gone for a manager whose grant was revoked`()
        async throws
    {
        try await DeskHouse.run { house in
            let mia = try await house.add("mia", .manager, Self.password)
            let mias = house.browser()
            try await mias.signIn("mia", Self.password)
            let token = try await mias.get(Self.access).field("csrf")
            _ = try await change(
                "revoke", mia.id.description, by: house.annasBrowser())
            #expect(try await mias.get("/desk/forms/contact/export.csv").status == 404)
            #expect(try await mias.get(Self.access).status == 404)
            for action in ["grant", "revoke"] {
                let answer = try await mias.post(
                    "\(Self.access)/\(action)",
                    ["csrf": token, "person": house.ben.id.description])
                #expect(answer.status == 404)
            }
        }
    }

    @Test func `who gives a form up is led to the others and told so`() async throws {
        try await DeskHouse.run { house in
            try await house.add("mia", .manager, Self.password)
            let annas = try await house.annasBrowser()
            let answer = try await change("revoke", house.anna.id.description, by: annas)
            #expect(answer["location"] == "/desk/forms?done=given-up")
            let page = try await annas.get("/desk/forms?done=given-up")
            #expect(page.body.contains("You gave up your access to that form."))
            #expect(try await annas.get(Self.access).status == 404)
        }
    }

    @Test func `before one's own key goes, the page says what that means`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let alone = try await annas.get(Self.access)
            #expect(alone.body.contains("Of those who remain, nobody may"))
            try await house.add("mia", .manager, Self.password)
            let page = try await annas.get(Self.access)
            #expect(!page.body.contains("Of those who remain, nobody may"))
            #expect(page.body.contains("With the next click ben can open nothing"))
        }
    }

    @Test func `the address says nothing that is not ours`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            for query in ["?done=last", "?done=%3Cb%3E", "?done=", "?person=x", "?done=nobody"] {
                let page = try await annas.get(Self.access + query)
                #expect(page.status == 200)
                #expect(!page.body.contains("role=\"status\"") && !page.body.contains("alert"))
            }
            let stranger = try await annas.get(Self.access + "?done=granted&person=%3Cb%3E")
            #expect(stranger.status == 200 && !stranger.body.contains("<b>"))
        }
    }
}
