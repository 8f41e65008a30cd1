import Testing

@testable import Genkan

@Suite struct SpamRulesTests {
    private let rules = SpamRules()

    private static let form = """
        title: {ja: お問い合わせ, en: Contact}
        fields:
          - {name: name, label: {ja: 氏名, en: Name}, kind: person-name, required: true}
          - {name: company, label: {ja: 会社, en: Company}, kind: text}
          - {name: subject, label: {ja: 件名, en: Subject}, kind: text}
          - {name: email, label: {ja: メール, en: E-mail}, kind: email}
          - {name: page, label: {ja: ページ, en: Page}, kind: hidden}
          - {name: message, label: {ja: 内容, en: Message}, kind: long-text}
          - {name: more, label: {ja: 補足, en: More}, kind: long-text}
        """

    private func sign(
        _ answers: [String: String], age: Duration? = nil, equals: Int = 0
    ) throws -> HeldReason? {
        let (submission, form) = try valid(answers)
        return rules.sign(in: submission.answers, of: form, age: age, equals: equals)
    }

    private func valid(_ answers: [String: String]) throws -> (ValidSubmission, Form) {
        let form = try FormReader.read(Array(Self.form.utf8), file: "contact.yaml").get()
        let raw = RawSubmission(
            answers.merging(["name": answers["name"] ?? "Vera"]) { $1 }.map {
                (name: $0.key, value: $0.value)
            })
        guard case .valid(let submission) = form.validate(raw) else { throw Unexpected() }
        return (submission, form)
    }

    private struct Unexpected: Error {}

    @Test(arguments: [
        ["message": "椅子の座面を編み直してもらえますか。"],
        ["message": "See https://a.jp and www.b.jp, http://c.jp, https://d.jp and https://e.jp"],
        ["message": "Order 123\nOrder 123\nOrder 123"], ["company": "A. A.", "subject": "A. A."],
        ["page": "https://a http://b https://c https://d https://e https://f www.g"],
        ["email": "www.vera@www.example.jp"], ["message": "[1] a < b [2]"],
        [
            "company": "Example Ltd. Co.", "subject": "Example Ltd. Co.",
            "message": "Example Ltd. Co.!",
        ],
    ])
    func `what people send has no sign`(answers: [String: String]) throws {
        #expect(try sign(answers) == nil)
        #expect(try sign(answers, age: .seconds(2), equals: 2) == nil)
    }

    @Test(arguments: [
        ["message": "https://a https://b https://c https://d https://e https://f"],
        ["message": "https://a https://b https://c", "subject": "www.d www.e", "more": "www.f"],
        ["name": "Vera www.example.jp"], ["name": "https://example.jp"],
        ["message": "buy <a href=\"x\">here</a>"], ["subject": "[url=http://x]x[/url]"],
        ["company": "[LINK]"],
    ])
    func `more links than people send, and any where none belong`(answers: [String: String]) throws
    {
        #expect(try sign(answers) == .links)
    }

    @Test func `the same words in three fields, blanks and case aside`() throws {
        let answers = [
            "company": "Best Price Now", "subject": "best  price now", "message": "BEST\nPRICE NOW",
        ]
        #expect(try sign(answers) == .repetition)
        #expect(try sign(answers.filter { $0.key != "message" }) == nil)
    }

    @Test func `what came often of late, and what came at once`() throws {
        #expect(try sign(["message": "x"], equals: 3) == .repetition)
        #expect(try sign(["message": "x"], age: .milliseconds(1_999)) == .hasty)
        #expect(try sign(["message": "x"], age: .zero) == .hasty)
        var patient = SpamRules()
        patient.fastest = .zero
        let (submission, form) = try valid(["message": "x"])
        #expect(patient.sign(in: submission.answers, of: form, age: .zero) == nil)
    }

    @Test func `a long text is compared without blanks and case, a short one never`() throws {
        let sentence = "Please mend the seat of my chair. It is "
        func comparable(_ text: String, _ more: String = "") throws -> [UInt8]? {
            let answers = more.isEmpty ? ["message": text] : ["message": text, "more": more]
            let (submission, form) = try valid(answers)
            return SpamRules.comparable(submission.answers, of: form)
        }
        let long = sentence + "an old one."
        #expect(try comparable(long) == comparable(long.uppercased().replacing(" ", with: "\n")))
        #expect(try comparable(long) == comparable("short", long))
        #expect(try comparable(sentence) == nil)
        let japanese = String(repeating: "椅子の座面を編み直してもらえますか。", count: 3)
        #expect(try comparable(japanese) != nil && comparable(String(japanese.prefix(39))) == nil)
    }
}
