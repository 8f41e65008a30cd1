import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct EntryPageTests {
    private static let form = """
        title: {ja: お問い合わせ, en: Contact}
        fields:
          - {name: page, kind: hidden, label: {ja: 頁, en: Page}, value: home, required: true}
          - {name: campaign, kind: hidden, label: {ja: 企画, en: Campaign}, value: spring}
          - {name: source, kind: person-name, label: {ja: お名前, en: Name}, required: true, title: true}
          - {name: mail, kind: email, label: {ja: メール, en: Mail}, required: true}
          - {name: message, kind: long-text, label: {ja: 内容, en: Message}, required: true}
          - {name: terms, kind: consent, label: {ja: 規約, en: Terms}, required: true}
        """
    private static let path = "/desk/forms/contact/new"

    private func fields(_ page: Exchange, _ more: [String: String]) throws -> [String: String] {
        [
            "csrf": try page.field("csrf"), "key": try page.field("key"), "source": "phone",
            "answer-page": "home",
        ].merging(more) { $1 }
    }

    private func run(
        _ body: @Sendable @escaping (DeskHouse, DeskBrowser, Exchange) async throws -> Void
    ) async throws {
        try await DeskHouse.run(form: Self.form) { house in
            let browser = try await house.bensBrowser()
            let page = try await browser.get(Self.path)
            #expect(page.status == 200)
            try await body(house, browser, page)
        }
    }

    private func cards(_ house: DeskHouse) async throws -> [Card] {
        let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
        let page = try await house.storage.board.page(
            house.form.id, for: anna, now: house.clock.now)
        return page.columns.flatMap(\.cards)
    }

    @Test func `the page asks for the form's own fields, none of them required`() async throws {
        try await run { _, _, page in
            for name in ["source", "mail", "message", "terms", "page"] {
                #expect(page.body.contains("name=\"answer-\(name)\""), "\(name)")
            }
            // What a page sends by itself is left out, unless the form cannot do without it.
            #expect(!page.body.contains("answer-campaign"))
            #expect(page.body.contains("type=\"hidden\" name=\"answer-page\" value=\"home\""))
            #expect(!page.body.contains(/\ required[ >]/) && !page.body.contains("g-mark"))
            for source in Source.byHand {
                #expect(page.body.contains("<option value=\"\(source.rawValue)\""))
            }
            #expect(!page.body.contains("value=\"web\"") && !page.body.contains("captcha"))
        }
    }

    @Test func `one is stored, opened, and told of as written down by hand`() async throws {
        try await run { house, browser, page in
            let answer = try await browser.post(
                Self.path,
                try fields(
                    page,
                    ["answer-source": "Vera", "source": "letter", "note": "call back @anna"]))
            let place = try #require(answer["location"])
            #expect(place.hasPrefix("/desk/submissions/") && place.hasSuffix("?done=entered"))
            let card = try await browser.get(place)
            #expect(card.body.contains("Added ") && card.body.contains("Vera"))
            #expect(card.body.contains("Letter") && card.body.contains("call back @anna"))
            let stored = try #require(try await cards(house).first)
            #expect(stored.source == .letter && stored.state.place == .status("unhandled"))
            #expect(stored.state.assignee == nil && stored.notes == 1)
            let events = try await house.storage.audit.newest(20)
            let entered = try #require(events.first { $0.kind == .submissionEntered })
            #expect(entered.actor == .person(house.ben.id))
            #expect(entered.details == [.word(.source, "letter")])
        }
    }

    @Test func `whoever writes it down has it where they say so, sent twice as well`() async throws
    {
        try await run { house, browser, page in
            let sent = try fields(page, ["answer-source": "Vera", "take": "yes"])
            for _ in 1...2 { #expect(try await browser.post(Self.path, sent).status == 303) }
            let stored = try #require(try await cards(house).first)
            #expect(stored.state.assignee == house.ben.id)
            #expect(stored.state.version == CardState.firstVersion + 1)
            let wrong = try fields(
                try await browser.get(Self.path),
                ["answer-mail": "no address", "answer-source": "Viktor", "take": "yes"])
            let refused = try await browser.post(Self.path, wrong)
            #expect(refused.status == 422)
            #expect(refused.body.contains("name=\"take\" value=\"yes\" checked"))
            #expect(try await cards(house).count == 1)
        }
    }

    @Test func `the same page sent twice is one, with one note`() async throws {
        try await run { house, browser, page in
            let sent = try fields(page, ["answer-source": "Vera", "note": "once"])
            let first = try await browser.post(Self.path, sent)
            let again = try await browser.post(Self.path, sent)
            #expect(first["location"] == again["location"] && again.status == 303)
            let stored = try await cards(house)
            #expect(stored.count == 1 && stored.first?.notes == 1)

            let other = try await browser.post(
                Self.path, sent.merging(["answer-source": "Viktor"]) { $1 })
            #expect(other.status == 409 && other.body.contains("added already"))
            #expect(other.body.contains("value=\"Viktor\""))
            let fresh = sent.merging(
                ["answer-source": "Viktor", "key": try other.field("key")]) { $1 }
            #expect(try await browser.post(Self.path, fresh).status == 303)
            #expect(try await cards(house).count == 2)
        }
    }

    @Test func `what is wrong is said at its field, and what was typed stays`() async throws {
        try await run { house, browser, page in
            let typed = [
                "answer-source": "山田 \"花子\"", "answer-mail": "no address",
                "answer-message": "<b>\nline", "source": "fax", "answer-terms": "yes",
                "note": "hello\u{1}",
            ]
            let answer = try await browser.post(Self.path, try fields(page, typed))
            #expect(answer.status == 422)
            #expect(
                answer.body.contains("href=\"#f-mail\"") && answer.body.contains("f-mail.problem"))
            #expect(answer.body.contains("href=\"#note\"") && answer.body.contains("note.problem"))
            #expect(answer.body.contains("value=\"山田 &quot;花子&quot;\""))
            #expect(answer.body.contains("value=\"no address\""))
            #expect(answer.body.contains("&lt;b&gt;\nline"))
            #expect(answer.body.contains("<option value=\"fax\" selected>"))
            #expect(answer.body.contains("checked") && answer.body.contains("hello"))
            #expect(try answer.field("key") == page.field("key"))
            #expect(try await cards(house).isEmpty)
        }
    }

    @Test func `something has to be filled in`() async throws {
        try await run { house, browser, page in
            for more in [[:], ["answer-terms": "yes"], ["answer-campaign": "x"], ["note": "note"]] {
                let answer = try await browser.post(Self.path, try fields(page, more))
                #expect(answer.status == 422)
                #expect(answer.body.contains("Please fill in what is known, such as “Name”."))
            }
            #expect(try await cards(house).isEmpty)
        }
    }

    @Test func `a form filled in to the last character and the longest note fit`() async throws {
        try await run { house, browser, page in
            let long = String(repeating: "長", count: 5_000)
            let answer = try await browser.post(
                Self.path, try fields(page, ["answer-message": long, "note": long]))
            #expect(answer.status == 303)
            let tooLong = try await browser.post(
                Self.path, try fields(page, ["answer-message": long + "長", "note": long + "長"]))
            #expect(tooLong.status == 422)
            #expect(tooLong.body.contains("5,000 characters"))
            #expect(try await cards(house).count == 1)
        }
    }

    @Test func `what no page of ours sends is refused`() async throws {
        try await run { house, browser, page in
            let wrong: [[String: String]] = [
                ["source": "web"], ["source": "<b>"], ["source": ""], ["key": "short"],
                ["key": ""],
            ]
            for more in wrong {
                let sent = try fields(page, ["answer-source": "Vera"]).merging(more) { $1 }
                #expect(try await browser.post(Self.path, sent).status == 400, "\(more)")
            }
            let forged = try fields(page, ["answer-source": "Vera", "csrf": "x"])
            #expect(try await browser.post(Self.path, forged).status == 403)
            #expect(try await cards(house).isEmpty)
        }
    }

    @Test func `who only reads may not, and nobody for a form that is not theirs`() async throws {
        try await RightsHouse.run(.viewer) { rights in
            let browser = try await rights.carolsBrowser()
            #expect(try await browser.get(Self.path).status == 403)
        }
        try await RightsHouse.run(.staff) { rights in
            let browser = try await rights.carolsBrowser()
            #expect(try await browser.get("/desk/forms/jobs/new").status == 404)
            #expect(try await browser.get("/desk/forms/none/new").status == 404)
        }
    }
}
