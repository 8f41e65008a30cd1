import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct BoardTests {
    /// The fields of the first card's form, and its path.
    private func firstCard(_ page: Exchange) throws -> (path: String, fields: [String: String]) {
        let card = try #require(page.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
        var fields: [String: String] = ["from": "board"]
        for name in ["csrf", "form", "sight"] { fields[name] = try page.field(name) }
        let version = try #require(page.body.firstMatch(of: /data-version="([0-9]+)"/)).output.1
        fields["version"] = String(version)
        return ("/desk/submissions/\(card)", fields)
    }

    private func column(_ id: String, of page: Exchange) throws -> Substring {
        let start = try #require(page.body.firstRange(of: "id=\"column-\(id)\""))
        let rest = page.body[start.upperBound...]
        return rest[..<(rest.firstRange(of: "</section>")?.lowerBound ?? rest.endIndex)]
    }

    @Test func `a card shows receipt, time, title fields and nothing else of the answers`()
        async throws
    {
        try await DeskHouse.run { house in
            let receipt = try await house.send([
                "name": "山田 花子", "topic": "order", "message": "a secret only for the card page",
            ])
            house.clock.advance(by: .seconds(3 * 3600 + 60))
            let page = try await house.annasBrowser().get("/desk/forms/contact/board")
            let column = try column("unhandled", of: page)
            #expect(column.contains(receipt.text))
            #expect(column.contains("山田 花子"))
            #expect(column.contains("Order"))
            #expect(column.contains("3 h ago"))
            #expect(column.contains("+09:00"))
            #expect(!page.body.contains("a secret only"))
        }
    }

    @Test func `taking, assigning and moving are plain posts that come back to the card`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let board = "/desk/forms/contact/board"
            var (path, fields) = try firstCard(try await browser.get(board))
            let taken = try await browser.post(path + "/take", fields)
            let id = path.split(separator: "/").last ?? ""
            #expect(
                taken["location"] == "\(board)?done=taken&card=\(id)&undo=\(id)%3A2#card-\(id)")

            (path, fields) = try firstCard(try await browser.get(board))
            fields["assignee"] = house.ben.id.description
            #expect(try await browser.post(path + "/assign", fields).status == 303)

            (path, fields) = try firstCard(try await browser.get(board))
            fields["status"] = "in-progress"
            let moved = try await browser.post(path + "/move", fields)
            let where_ = try #require(moved["location"]?.split(separator: "#").first)
            let page = try await browser.get(String(where_))
            let column = try column("in-progress", of: page)
            #expect(column.contains("Vera") && column.contains("ben"))
            #expect(page.body.contains("to “In progress”."))
        }
    }

    @Test func `a stale change shows who was faster and changes nothing`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let anna = try await house.annasBrowser(), ben = try await house.bensBrowser()
            let board = "/desk/forms/contact/board"
            let (path, annas) = try firstCard(try await anna.get(board))
            let (_, bens) = try firstCard(try await ben.get(board))
            let first = try await anna.post(
                path + "/move", annas.merging(["status": "done"]) { $1 })
            #expect(first.status == 303)
            house.clock.advance(by: .seconds(180))

            let stale = try await ben.post(
                path + "/move", bens.merging(["status": "in-progress"]) { $1 })
            #expect(stale.status == 409)
            #expect(stale.body.contains("anna moved it from “Unhandled” to “Done”"))
            #expect(stale.body.contains("3 min ago"))
            #expect(stale.body.contains("Move it to “In progress”"))
            #expect(try column("done", of: try await ben.get(board)).contains("Vera"))

            var again = bens.merging(["status": "in-progress"]) { $1 }
            again["version"] = try stale.field("version")
            #expect(try await ben.post(path + "/move", again).status == 303)
            #expect(try column("in-progress", of: try await ben.get(board)).contains("Vera"))
        }
    }

    @Test func `a held card says why and is accepted by a button`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"], held: .withoutToken)
            let browser = try await house.annasBrowser()
            let board = "/desk/forms/contact/board"
            let page = try await browser.get(board)
            let held = try column("held", of: page)
            #expect(held.contains("Vera") && held.contains("Accept"))
            let (path, fields) = try firstCard(page)
            let card = try await browser.get(path).body
            #expect(card.contains("Arrived without the spam check"))
            #expect(card.matches(of: /formaction="[^"]*\/spam"/).count == 1)
            let answer = try await browser.post(
                path + "/move", fields.merging(["status": "unhandled"]) { $1 })
            #expect(answer.status == 303)
            let after = try await browser.get(board)
            #expect(try column("unhandled", of: after).contains("Vera"))
            #expect(try !column("held", of: after).contains("Vera"))
        }
    }

    @Test func `what a visitor typed stays text`() async throws {
        let hostile = [
            "<script>alert(1)</script>", "\"\u{301}><img src=x onerror=alert(1)>",
            "'\u{200D} onfocus=alert(1) autofocus", "{{csrf}}{{{csrf}}}", "</title><svg onload=x>",
        ]
        try await DeskHouse.run { house in
            for text in hostile { try await house.send(["name": text, "message": text]) }
            let browser = try await house.annasBrowser()
            let page = try await browser.get("/desk/forms/contact/board")
            let ids = page.body.matches(of: /id="card-([0-9a-f-]{36})"/).map(\.output.1)
            #expect(ids.count == hostile.count)
            var pages = [page]
            for id in ids { pages.append(try await browser.get("/desk/submissions/\(id)")) }
            for page in pages {
                #expect(page.status == 200)
                for raw in ["<script>alert", "<img src=x", "<svg", "\"\u{301}", "'\u{200D}"] {
                    // By bytes: as Characters a quote with an accent is no quote.
                    let isRaw = Array(page.body.utf8).contains(Array(raw.utf8))
                    #expect(!isRaw, "\(raw.unicodeScalars.map(\.value))")
                }
            }
            #expect(page.body.contains("{{csrf}}{{{csrf}}}"))
        }
    }

    @Test func `a form that does not exist is not found`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            #expect(try await browser.get("/desk/forms/other/board").status == 404)
            #expect(try await browser.get("/desk/forms/other/export.csv").status == 404)
        }
    }

    @Test func `a status the form does not have and a person nobody knows are refused`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let page = try await browser.get("/desk/forms/contact/board")
            let (path, fields) = try firstCard(page)
            let status = fields.merging(["status": "held"]) { $1 }
            #expect(try await browser.post(path + "/move", status).status == 400)
            let stranger = fields.merging(["assignee": house.form.id.description]) { $1 }
            #expect(try await browser.post(path + "/assign", stranger).status == 400)
            let noVersion = fields.merging(["version": "none"]) { $1 }
            #expect(try await browser.post(path + "/take", noVersion).status == 400)
        }
    }

    @Test func `an empty board teaches`() async throws {
        try await DeskHouse.run { house in
            let page = try await house.annasBrowser().get("/desk/forms/contact/board")
            #expect(page.body.contains("line up here as they arrive"))
        }
    }

    @Test func `a long column is shown in steps`() async throws {
        try await DeskHouse.run { house in
            for number in 1...23 { try await house.send(["name": "Vera \(number)"]) }
            let browser = try await house.annasBrowser()
            let page = try await browser.get("/desk/forms/contact/board")
            #expect(page.body.matches(of: /data-card="/).count == 10)
            #expect(page.body.contains("Show the next 13"))
            let more = try await browser.get("/desk/forms/contact/board?limit=100")
            #expect(more.body.matches(of: /data-card="/).count == 23)
        }
    }
}
