import Foundation
import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// What a card says of what was sent.
@Suite struct CardTests {
    private static let board = "/desk/forms/contact/board"

    private static let longTitles = """
        title: {ja: お問い合わせ, en: Contact}
        fields:
          - name: name
            label: {ja: 件名, en: Subject}
            kind: long-text
            title: true
            max_length: 20000
          - name: topic
            label: {ja: 内容, en: Message}
            kind: long-text
            title: true
            max_length: 20000
        """

    @Test func `a long title is cut on the board and whole on the card's page`() async throws {
        try await DeskHouse.run(form: Self.longTitles) { house in
            let text = String(repeating: "長い題名。", count: 4_000)
            try await house.send(["name": text, "topic": text])
            let browser = try await house.annasBrowser()
            let page = try await browser.get(Self.board)
            #expect(page.body.contains(String(text.prefix(200)) + "…"))
            #expect(!page.body.contains(String(text.prefix(201))))
            #expect(page.body.utf8.count < 60_000)
            let id = try #require(page.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
            #expect(try await browser.get("/desk/submissions/\(id)").body.contains(text))
        }
    }

    @Test func `a card without a title points at none`() async throws {
        try await DeskHouse.run(form: Self.longTitles) { house in
            try await house.send([:])
            let browser = try await house.annasBrowser()
            let bare = try await browser.get(Self.board)
            #expect(bare.body.contains("id=\"card-"))
            #expect(
                !bare.body.contains("aria-labelledby=\"w-") && !bare.body.contains("id=\"w-"))
            try await house.send(["name": "Vera"])
            let page = try await browser.get(Self.board)
            let id = try #require(page.body.firstMatch(of: /id="w-([0-9A-Z-]{14})"/)).output.1
            #expect(page.body.matches(of: /aria-labelledby="w-/).count == 1)
            #expect(
                page.body.contains(" aria-labelledby=\"w-\(id) card-"))
        }
    }

    @Test func `the hidden label says nothing about the direction of a title`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "فيرا كنوبف"])
            let page = try await house.annasBrowser().get(Self.board)
            // What has a direction of its own is left out when dir=auto looks for one (HTML § 3.2.6.4).
            #expect(
                page.body.contains(
                    "dir=auto><bdi class=g-unseen>Name: </bdi>فيرا كنوبف</p>")
            )
        }
    }

    @Test func `only who was granted the form is in the list`() async throws {
        let jobs = DeskHouse.contact.replacing("お問い合わせ, en: Contact", with: "求人, en: Jobs")
        let read = try FormReader.read(Array(jobs.utf8), file: "jobs.yaml").get()
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let forms = try await house.storage.forms.register(
                [house.form.form, read], now: house.clock.now)
            try await house.send(["name": "Vera"], to: forms[1])
            let browser = try await house.annasBrowser()
            let option = "<option value=\"\(house.ben.id)\""
            #expect(try await browser.get(Self.board).body.contains(option))
            let page = try await browser.get("/desk/forms/jobs/board")
            #expect(page.body.contains("<option value=\"\(house.anna.id)\""))
            #expect(!page.body.contains(option))
        }
    }

    @Test func `whoever has a card stands in its list, whatever became of the grant`() throws {
        let texts = try Pages().texts(.en)
        let people = try ["anna", "ben", "cleo"].enumerated().map { number, name in
            Person(
                id: try #require(
                    PersonID(bytes: [UInt8](repeating: UInt8(number), count: 16))),
                name: try #require(StaffName(name)), role: .staff)
        }
        let names = PeopleNames(people, texts)
        let options = names.options([people[0]], chosen: people[1].id, texts)
        #expect(options.compactMap { $0["name"] as? String } == ["No assignee", "anna", "ben"])
        #expect(options.compactMap { $0["chosen"] as? Bool } == [false, false, true])
    }
}

@Suite struct CardWordsTests {
    @Test func `a text is cut between characters as people see them`() {
        #expect("short".beginning(5) == "short")
        #expect("longer".beginning(5) == "longe…")
        // A family is five scalars and one character.
        let family = "👨\u{200D}👩\u{200D}👧"
        #expect((family + family).beginning(7) == family + "…")
        #expect(
            "e\u{301}e\u{301}".beginning(3).unicodeScalars.elementsEqual("e\u{301}…".unicodeScalars)
        )
        let endless = "a" + String(repeating: "\u{301}", count: 50)
        #expect(endless.beginning(10).unicodeScalars.count == 11)
    }

    @Test func `a name that is written leftwards turns nothing around it`() {
        #expect("anna".isolated == "anna")
        #expect("山田 花子".isolated == "山田 花子")
        let isolated = "آنا".isolated
        #expect(isolated.unicodeScalars.first == "\u{2068}")
        #expect(isolated.unicodeScalars.last == "\u{2069}")
    }
}
