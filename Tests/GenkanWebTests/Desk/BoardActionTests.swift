import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Several cards at once, undoing, labels, views and filters, as a browser sends them.
@Suite struct BoardActionTests {
    private static let board = "/desk/forms/contact/board"

    private func cards(_ page: Exchange) -> [String] {
        page.body.matches(of: /data-card="([0-9a-f-]{36})"/).map { String($0.output.1) }
    }

    /// What every form of the board carries, sent with several values of one name.
    private func body(_ page: Exchange, _ pairs: [(String, String)]) throws -> String {
        let all = [("csrf", try page.field("csrf")), ("from", "board")] + pairs
        return all.map { "\($0)=\(PercentEncoding.encoded($1))" }.joined(separator: "&")
    }

    private func send(
        _ browser: DeskBrowser, _ path: String, _ body: String, json: Bool = false
    ) async throws -> Exchange {
        try await browser.send(
            "POST", path,
            browser.sentences + [
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: \(body.utf8.count)",
            ] + (json ? ["Accept: application/json"] : []), body: body)
    }

    @Test func `a bar in which nothing was chosen does nothing, and nobody is a choice of its own`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let anna = try await house.annasBrowser()
            let seen = try await anna.get(Self.board)
            let id = try #require(cards(seen).first)
            let taken = try await send(
                anna, "/desk/forms/contact/cards/take", body(seen, [("card", id + ":1")]))
            #expect(taken.status == 303)
            let two = [("card", id + ":2")]
            for (verb, field) in [("move", ("status", "")), ("assign", ("assignee", "unsaid"))] {
                let path = "/desk/forms/contact/cards/\(verb)"
                let answer = try await send(anna, path, body(seen, two + [field]))
                #expect(answer["location"] == Self.board + "?done=nothing", "\(verb)")
            }
            let one = try await send(
                anna, "/desk/submissions/\(id)/assign",
                body(seen, [("form", "contact"), ("version", "2"), ("assignee", "unsaid")]))
            #expect(one.status == 400)
            let nobody = try await send(
                anna, "/desk/forms/contact/cards/assign", body(seen, two + [("assignee", "")]))
            #expect(nobody["location"]?.contains("done=assigned") == true)
        }
    }

    @Test func `several cards are moved at once, what others changed is left and told`()
        async throws
    {
        try await DeskHouse.run { house in
            for number in 1...3 { try await house.send(["name": "Vera \(number)"]) }
            let anna = try await house.annasBrowser(), ben = try await house.bensBrowser()
            let seen = try await anna.get(Self.board), ids = cards(seen)
            let taken = [("card", ids[0] + ":1")]
            let bens = try await send(
                ben, "/desk/forms/contact/cards/take", body(ben.get(Self.board), taken))
            #expect(bens.status == 303)
            let moved = try await send(
                anna, "/desk/forms/contact/cards/move",
                body(seen, ids.map { ("card", $0 + ":1") } + [("status", "done")]))
            let location = try #require(moved["location"])
            #expect(location.hasPrefix(Self.board + "?done=moved&count=2&kept=1&undo="))
            let page = try await anna.get(location)
            #expect(page.body.contains("Changed 2 cards."))
            #expect(page.body.contains("1 was left as it is"))
            let left = try #require(
                page.body.firstMatch(
                    of: /<a href="\/desk\/submissions\/([^"]+)"><bdi>Vera \d<\/bdi><\/a>/))
            #expect(left.output.1 == ids[0])
            // One button takes both back.
            let undo = try #require(
                page.body.firstMatch(of: /<form class="undo".*?<\/form>/)
            ).output
            #expect(undo.matches(of: /name="card" value="[0-9a-f-]{36}:2"/).count == 2)
            #expect(undo.matches(of: /<button class="notice-undo">/).count == 1)
        }
    }

    @Test func `what is infected is left in Held when many are accepted, and that is told`()
        async throws
    {
        try await DeskHouse.run(form: DeskHouse.withPhoto) { house in
            try await house.send(
                ["name": "Vera"], held: .infected,
                photo: (name: "a.png", bytes: [1], scan: .infected(.init("Eicar-Test"))))
            try await house.send(["name": "Willi"], held: .hasty)
            let browser = try await house.annasBrowser()
            let seen = try await browser.get(Self.board)
            let path = "/desk/forms/contact/cards/move", told = "the virus scanner found something"
            let both = cards(seen).map { ("card", $0 + ":1") } + [("status", "unhandled")]
            let moved = try await send(browser, path, body(seen, both))
            let location = try #require(moved["location"])
            #expect(location.hasPrefix(Self.board + "?done=moved&count=1&kept=0&infected=1&undo="))
            let page = try await browser.get(location)
            #expect(page.body.contains("Changed 1 card."))
            #expect(page.body.contains("1 was left as it is: \(told)"))
            // A script is told the same; the other card is as wished meanwhile.
            let now = cards(seen).map { id in
                (
                    "card",
                    page.body.contains("data-card=\"\(id)\" data-version=\"2\"")
                        ? id + ":2" : id + ":1"
                )
            }
            let answer = try await send(
                browser, path, body(seen, now + [("status", "unhandled")]), json: true)
            #expect(answer.status == 200)
            #expect(answer.body.contains(#""outcome":"unchanged","version":2"#))
            #expect(answer.body.contains(#""outcome":"infected","version":1"#))
            #expect(answer.body.contains(#""told":"1 was left as it is: \#(told)"#))
        }
    }

    @Test func `a script is answered which cards are at which version`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let page = try await browser.get(Self.board), id = cards(page)[0]
            let first = try await send(
                browser, "/desk/forms/contact/cards/move",
                body(page, [("card", id + ":1"), ("status", "done")]), json: true)
            #expect(first.status == 200 && first["content-type"] == "application/json")
            #expect(
                first.body == #"{"cards":[{"id":"\#(id)","outcome":"changed","version":2}]}"#)
            let stale = try await send(
                browser, "/desk/forms/contact/cards/move",
                body(page, [("card", id + ":1"), ("status", "shipped")]), json: true)
            #expect(stale.status == 409 && stale.body.contains(#""outcome":"conflict""#))
            let undone = try await send(
                browser, "/desk/forms/contact/undo", body(page, [("card", id + ":2")]), json: true)
            #expect(undone.status == 200 && undone.body.contains(#""version":3"#))
        }
    }

    @Test(arguments: [
        ("cards/move", [("status", "done")]),
        ("cards/move", [("card", "x:1"), ("status", "done")]),
        ("cards/move", [("card", "1"), ("status", "done")]), ("cards/due", [("due", "soon")]),
        ("cards/labels", [("add", "urgent")]), ("undo", []),
    ])
    func `what cannot be understood is refused`(
        path: String, fields: [(String, String)]
    ) async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let page = try await browser.get(Self.board)
            let answer = try await send(
                browser, "/desk/forms/contact/" + path, body(page, fields))
            #expect(answer.status == 400)
        }
    }

    @Test func `a change without a script can be undone from the notice`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let page = try await browser.get(Self.board), id = cards(page)[0]
            let spam = try await send(
                browser, "/desk/forms/contact/cards/spam", body(page, [("card", id + ":1")]))
            let told = try await browser.get(
                String(try #require(spam["location"]).prefix { $0 != "#" }))
            #expect(told.body.contains("as spam."))
            #expect(cards(told).isEmpty)
            #expect(told.body.contains("Marked as spam (1)"))
            let undo = try #require(told.body.firstMatch(of: /name="card" value="([^"]+)"/))
            let undone = try await send(
                browser, "/desk/forms/contact/undo",
                body(told, [("card", String(undo.output.1))]))
            #expect(undone.status == 303)
            #expect(cards(try await browser.get(Self.board)) == [id])
        }
    }

    @Test func `a filter stands in the address, as chips, and goes along with a change`()
        async throws
    {
        try await DeskHouse.run { house in
            for number in 1...2 { try await house.send(["name": "Vera \(number)"]) }
            let browser = try await house.annasBrowser()
            let page = try await browser.get(Self.board), id = cards(page)[0]
            _ = try await send(
                browser, "/desk/forms/contact/cards/take", body(page, [("card", id + ":1")]))
            let mine = try await browser.get(Self.board + "?assignee=me")
            #expect(cards(mine) == [id])
            #expect(mine.body.contains("Remove the filter “Me”"))
            #expect(try mine.field("sight") == "assignee&#61;me")
            let none = try await browser.get(Self.board + "?assignee=me&due=today")
            #expect(cards(none).isEmpty && none.body.contains("No card fits the filter."))
            let unknown = try await browser.get(Self.board + "?assignee=x&due=x&label=x&status=x")
            #expect(cards(unknown).count == 2)
            #expect(try unknown.field("sight") == "")
        }
    }

    @Test func `an order alone can be saved, on the board and in the list`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let list = "/desk/forms/contact/list"
            for plain in [Self.board, list, list + "?sort=received&dir=desc"] {
                #expect(try await !browser.get(plain).body.contains("view-save"), "\(plain)")
            }
            #expect(try await browser.get(list + "?sort=due&dir=asc").body.contains("view-save"))
            let page = try await browser.get(Self.board + "?order=oldest")
            #expect(page.body.contains("view-save") && !page.body.contains("class=\"chips\""))
            let kept = [("sight", "order=oldest"), ("name", "oldest first")]
            let saved = try await send(
                browser, "/desk/forms/contact/views/save", body(page, kept))
            #expect(saved["location"] == Self.board + "?order=oldest&view=saved")
            #expect(
                try await browser.get(Self.board + "?order=oldest").body.contains("view-forget"))
            let newest = try await browser.get(Self.board).body
            #expect(newest.contains("oldest first") && !newest.contains("view-forget"))
        }
    }

    @Test func `a filter that is too long for a view is still there when that is said`()
        async throws
    {
        let place = """

              - {name: place, kind: text, label: {ja: 場所, en: Place}, personal: false}
            """
        try await DeskHouse.run(form: DeskHouse.contact + place) { house in
            let browser = try await house.annasBrowser()
            let sight =
                "answer-place="
                + PercentEncoding.encoded(String(repeating: "東", count: 300))
            let page = try await browser.get(Self.board + "?" + sight)
            #expect(page.body.contains("The whole answer, as it was written"))
            let answer = try await send(
                browser, "/desk/forms/contact/views/save",
                body(page, [("sight", sight), ("name", "far")]))
            #expect(answer.status == 303)
            #expect(answer["location"] == Self.board + "?" + sight + "&view=long")
            let told = try await browser.get(Self.board + "?" + sight + "&view=long")
            #expect(told.body.contains("its filter is too long"))
            #expect(!told.body.contains("view-forget"))
        }
    }

    @Test func `a view is saved under a name, found again and forgotten`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let page = try await browser.get(Self.board + "?assignee=me&order=oldest")
            let sight = [("sight", "assignee=me&order=oldest"), ("name", "私の<b>分</b>")]
            let saved = try await send(
                browser, "/desk/forms/contact/views/save", body(page, sight))
            #expect(saved["location"] == Self.board + "?assignee=me&order=oldest&view=saved")
            let with = try await browser.get(Self.board + "?assignee=me&order=oldest")
            #expect(with.body.contains("私の&lt;b&gt;分&lt;/b&gt;"))
            #expect(with.body.contains("aria-current=\"page\""))
            let view = try #require(with.body.firstMatch(of: /name="view" value="([^"]+)"/))
            let bens = try await house.bensBrowser()
            #expect(try await !bens.get(Self.board).body.contains("私の"))
            let forgotten = try await send(
                browser, "/desk/forms/contact/views/forget",
                body(with, [("view", String(view.output.1))]))
            #expect(forgotten["location"]?.contains("view=forgotten") == true)
            #expect(try await !browser.get(Self.board).body.contains("私の"))
            let nameless = try await send(
                browser, "/desk/forms/contact/views/save", body(page, [("name", " ")]))
            #expect(nameless["location"] == Self.board + "?view=unnamed")
            for (word, said) in [
                ("saved", "The view is saved"), ("full", "30 views are the most"),
                ("unnamed", "it needs a name"), ("gone", "deleted already"),
            ] {
                let page = try await browser.get(Self.board + "?view=\(word)")
                #expect(page.body.contains(said), "\(word)")
            }
        }
    }

    @Test func `labels are made, changed and removed, and problems keep what was typed`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let path = "/desk/forms/contact/labels"
            let page = try await browser.get(path)
            let made = try await send(
                browser, path + "/make", body(page, [("name", "至急"), ("tone", "red")]))
            #expect(made["location"] == path + "?done=made")
            let shown = try await browser.get(path + "?done=made")
            #expect(
                shown.body.contains(/label--red"[^>]*value="至急"/)
                    && shown.body.contains("was added"))
            let twice = try await send(
                browser, path + "/make", body(page, [("name", "至急"), ("tone", "blue")]))
            #expect(twice.status == 422 && twice.body.contains("There is a label of this name"))
            #expect(twice.body.contains("value=\"至急\""))
            let long = try await send(
                browser, path + "/make",
                body(page, [("name", String(repeating: "長", count: 31)), ("tone", "x")]))
            #expect(long.status == 422 && long.body.contains("at most 30 characters"))
            let id = try #require(shown.body.firstMatch(of: /name="label" value="([^"]+)"/))
            let removed = try await send(
                browser, path + "/remove", body(page, [("label", String(id.output.1))]))
            #expect(removed["location"] == path + "?done=removed")
            let again = try await send(
                browser, path + "/remove", body(page, [("label", String(id.output.1))]))
            #expect(again.status == 422)
        }
    }
}
