import Genkan
import Testing

struct FieldProblemTests {
    static let codes: [FieldProblem.Code] = [
        .required, .consentRequired, .tooLong(limit: 5), .tooShort(limit: 2), .lineBreak,
        .controlCharacter, .notEmail, .notKana, .notPhone, .notPostalCode, .notAnOption, .repeated,
        .nothing,
    ]

    @Test(arguments: codes)
    func `every problem says in both languages what to do`(code: FieldProblem.Code) {
        let problem = FieldProblem(field: "it", code: code)
        let ja = problem.text(in: .ja, label: "氏名")
        let en = problem.text(in: .en, label: "Name")
        #expect(ja.contains("「氏名」") && ja.hasSuffix("ください。"))
        #expect(en.contains("“Name”") && en.hasSuffix(".") && en.contains("lease"))
    }

    @Test func `the words for problems are different ones`() {
        let words = Self.codes.map(\.word)
        #expect(Set(words).count == words.count)
        #expect(
            words.allSatisfy { $0.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D } })
    }

    @Test func `limits are told`() {
        #expect(
            FieldProblem(field: "it", code: .tooLong(limit: 5)).text(in: .ja, label: "x").contains(
                "5"))
        #expect(FieldProblem.Code.tooShort(limit: 2).limit == 2)
        #expect(FieldProblem.Code.required.limit == nil)
    }

    @Test(arguments: FieldKind.names.filter { !["choice", "consent"].contains($0) })
    func `no text at all makes validation stumble or grow`(kind: String) throws {
        let form = try TestForms.form(kind: kind)
        var generator = Seeded(state: 19)
        for _ in 0..<400 {
            let typed = generator.hostileText(60)
            guard let stored = form.stored(typed)?.first else { continue }
            #expect(!stored.isEmpty)
            #expect(Array(TextDoor.normalised(stored).utf8) == Array(stored.utf8))
            #expect(form.stored(stored) == [stored])
        }
    }
}
