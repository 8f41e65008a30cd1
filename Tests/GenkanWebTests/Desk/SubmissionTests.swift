import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct SubmissionTests {
    private func path(_ browser: DeskBrowser) async throws -> String {
        let page = try await browser.get("/desk/forms/contact/board")
        let id = try #require(page.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
        return "/desk/submissions/\(id)"
    }

    @Test func `the card page shows every answer in the form's order, blank ones too`() async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "山田 花子", "message": "一行目\n二行目"])
            let browser = try await house.annasBrowser()
            let page = try await browser.get(try await path(browser))
            let name = try #require(page.body.firstRange(of: "山田 花子</dd>"))
            let blank = try #require(page.body.firstRange(of: "(left blank)"))
            let message = try #require(page.body.firstRange(of: "一行目\n二行目</dd>"))
            #expect(name.lowerBound < blank.lowerBound && blank.lowerBound < message.lowerBound)
        }
    }

    @Test func `whoever takes it from somebody is told from whom`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let anna = try await house.annasBrowser(), ben = try await house.bensBrowser()
            let path = try await path(anna)
            let page = try await anna.get(path)
            #expect(page.body.contains("data-key=\"t\">Take</button>"))
            _ = try await anna.post(
                path + "/take",
                ["csrf": page.field("csrf"), "version": page.field("version"), "form": "contact"])
            #expect(try await !anna.get(path).body.contains("data-key=\"t\""))
            #expect(
                try await ben.get(path).body.contains(
                    /data-key="t">Take over from .?anna.?<\/button>/))
        }
    }

    @Test func `a card that has waited too long says so on its own page, too`() async throws {
        try await DeskHouse.run(form: DeskHouse.contact + "\nanswer_within_hours: 1\n") { house in
            try await house.send(["name": "Vera"])
            let early = try await house.annasBrowser()
            #expect(try await !early.get(try await path(early)).body.contains("waits--"))
            for (word, mark) in [("late", "Late"), ("overdue", "Very late")] {
                house.clock.advance(by: .seconds(3_600))
                let browser = try await house.annasBrowser()
                let page = try await browser.get(try await path(browser)).body
                #expect(page.contains("waits--\(word)\" aria-hidden=\"true\">\(mark)</span>"))
                #expect(page.contains("class=\"late late--\(word)\">"))
            }
        }
    }

    @Test func `an address leads to the map that the house names, and nowhere without one`()
        async throws
    {
        let text = """
            title: {ja: 資料請求, en: Catalogue}
            fields:
              - {name: code, label: {ja: 郵便番号, en: Code}, kind: postal-code}
              - name: town
                label: {ja: 市区町村, en: Town}
                kind: text
                autocomplete: address-level2
              - name: street
                label: {ja: 番地, en: Street}
                kind: text
                autocomplete: street-address
              - {name: name, label: {ja: お名前, en: Name}, kind: person-name, title: true}
            """
        let map = MapAddress("https://map.example.jp/search?query={address}")
        let answers = [
            "code": "100-0001", "town": "千代田区", "street": "\"><b>1&2", "name": "Vera",
        ]
        let link = "href=\"https://map.example.jp/search?query&#61;100-0001%20"
        try await DeskHouse.run(form: text, map: map) { house in
            try await house.send(answers)
            let browser = try await house.annasBrowser()
            let page = try await browser.get(try await path(browser))
            #expect(page.body.matches(of: /map\.example\.jp/).count == 1)
            #expect(
                page.body.contains(
                    link + "%E5%8D%83%E4%BB%A3%E7%94%B0%E5%8C%BA%20%22%3E%3Cb%3E1%262\""))
            #expect(page.body.contains("rel=\"noopener noreferrer\">Map</a>"))
        }
        try await DeskHouse.run(form: text, map: map) { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            #expect(!(try await browser.get(try await path(browser))).body.contains(">Map</a>"))
        }
        try await DeskHouse.run(form: text) { house in
            try await house.send(answers)
            let browser = try await house.annasBrowser()
            #expect(!(try await browser.get(try await path(browser))).body.contains(">Map</a>"))
        }
    }

    @Test func `opening a card is written into the audit trail, looking at the board is not`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.bensBrowser()
            let path = try await path(browser)
            let opened = { () async throws -> [AuditEvent] in
                try await house.storage.audit.newest(50).filter { $0.kind == .submissionOpened }
            }
            #expect(try await opened().isEmpty)
            #expect(try await browser.get(path).status == 200)
            let events = try await opened()
            #expect(events.count == 1)
            #expect(events.first?.actor == .person(house.ben.id))
            #expect(
                events.first?.submission.map { "\($0)" }
                    == path.split(separator: "/").last.map(String.init))
        }
    }

    @Test func `the history tells who did what, the latest first`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.bensBrowser()
            let path = try await path(browser)
            for (action, more) in [("take", [:]), ("move", ["status": "done"])] {
                let page = try await browser.get(path)
                let fields = [
                    "csrf": try page.field("csrf"), "version": try page.field("version"),
                    "form": "contact",
                ]
                let answer = try await browser.post(
                    "\(path)/\(action)", fields.merging(more) { $1 })
                #expect(answer.status == 303)
                #expect(answer["location"]?.hasPrefix(path + "?done=") == true)
            }
            let page = try await browser.get(path)
            let moved = try #require(page.body.firstRange(of: "ben moved it from"))
            let taken = try #require(page.body.firstRange(of: "ben took it"))
            let arrived = try #require(page.body.firstRange(of: "Arrived"))
            #expect(moved.lowerBound < taken.lowerBound && taken.lowerBound < arrived.lowerBound)
        }
    }

    @Test func `a submission nobody sent is not found`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            for id in ["01234567-89ab-7def-8123-456789abcdef", "1", "../../etc/passwd"] {
                #expect(try await browser.get("/desk/submissions/\(id)").status == 404)
            }
        }
    }
}
