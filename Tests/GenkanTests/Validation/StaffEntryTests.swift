import Genkan
import Testing

/// What somebody of the staff writes down for a person who called, wrote or came.
struct StaffEntryTests {
    private func form() throws -> Form {
        try TestForms.form(
            fields:
                "name: page\nkind: hidden\nlabel: { ja: 頁, en: Page }\nvalue: home\nrequired: true",
            "name: name\nkind: person-name\nlabel: { ja: 氏名, en: Name }\nrequired: true\ntitle: true",
            "name: mail\nkind: email\nlabel: { ja: メール, en: Mail }\nrequired: true",
            """
            name: topic
            kind: choice
            label: { ja: 用件, en: Topic }
            required: true
            personal: false
            options: [{ id: order, label: { ja: 注文, en: Order } }]
            """,
            "name: terms\nkind: consent\nlabel: { ja: 規約, en: Terms }\nrequired: true")
    }

    private func answers(_ sent: (String, String)...) throws -> Answers? {
        let raw = RawSubmission(sent.map { (name: $0.0, value: $0.1) })
        guard case .valid(let valid) = try form().validate(raw, as: .staff) else { return nil }
        return valid.answers
    }

    private func problems(_ sent: (String, String)...) throws -> [FieldProblem] {
        let raw = RawSubmission(sent.map { (name: $0.0, value: $0.1) })
        guard case .invalid(let problems) = try form().validate(raw, as: .staff) else { return [] }
        return problems
    }

    @Test func `nothing that a form requires is required of the staff`() throws {
        #expect(try answers(("name", "Vera"))?.list == [Answer(field: "name", values: ["Vera"])])
        #expect(try answers(("topic", "order"))?["topic"] == ["order"])
        let raw = RawSubmission([(name: "name", value: "Vera")])
        guard case .invalid(let missing) = try form().validate(raw) else {
            Issue.record("a visitor may leave out what is required")
            return
        }
        #expect(missing.map(\.field) == ["page", "mail", "topic", "terms"])
    }

    @Test func `something has to be filled in, and what a page sends by itself is nothing`() throws
    {
        let nothing = [FieldProblem(field: "name", code: .nothing)]
        #expect(try problems() == nothing)
        #expect(try problems(("name", " \u{3000}"), ("mail", "")) == nothing)
        #expect(try problems(("page", "home"), ("terms", "yes")) == nothing)
        #expect(try problems(("other", "field")) == nothing)
    }

    @Test func `what is filled in must be of its kind all the same`() throws {
        let found = try problems(
            ("name", "a\nb"), ("mail", "vera"), ("topic", "none"), ("terms", ""))
        #expect(
            found == [
                FieldProblem(field: "name", code: .lineBreak),
                FieldProblem(field: "mail", code: .notEmail),
                FieldProblem(field: "topic", code: .notAnOption),
            ])
        #expect(try problems(("name", "Vera"), ("name", "Ben")).map(\.code) == [.repeated])
    }

    @Test func `title and clear answers are told apart as ever`() throws {
        let raw = RawSubmission([(name: "name", value: "Vera"), (name: "topic", value: "order")])
        guard case .valid(let valid) = try form().validate(raw, as: .staff) else {
            Issue.record("refused")
            return
        }
        #expect(valid.titleAnswers.list.map(\.field) == ["name"])
        #expect(valid.clearAnswers.list.map(\.field) == ["topic"])
    }

    @Test func `a form of nothing but consent and hidden fields can be told what is wrong`() throws
    {
        let form = try TestForms.form(
            fields: "name: terms\nkind: consent\nlabel: { ja: 規約, en: Terms }")
        let raw = RawSubmission([(name: "terms", value: "yes")])
        #expect(
            form.validate(raw, as: .staff)
                == .invalid([FieldProblem(field: "terms", code: .nothing)]))
    }

    @Test func `no text at all makes it stumble`() throws {
        let form = try form()
        var generator = Seeded(state: 4)
        for _ in 0..<500 {
            let sent = ["page", "name", "mail", "topic", "terms"].map {
                (name: $0, value: generator.hostileText(40))
            }
            guard case .valid(let valid) = form.validate(RawSubmission(sent), as: .staff) else {
                continue
            }
            #expect(try Answers(decoding: valid.answers.encoded) == valid.answers)
        }
    }
}
