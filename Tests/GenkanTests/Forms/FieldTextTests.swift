import Genkan
import Testing

struct FieldTextTests {
    @Test func `options are read by their labels, in either language`() throws {
        let form = try TestForms.form(
            kind: "choice",
            more:
                "multiple: true\noptions: [ { id: a, label: { ja: ア, en: A } }, { id: b, label: { ja: イ, en: B } } ]"
        )
        let field = try #require(form.fields.first)
        #expect(field.text(of: ["a", "b"], in: .ja) == "ア、イ")
        #expect(field.text(of: ["a", "b"], in: .en) == "A, B")
        #expect(field.text(of: ["gone"], in: .ja) == "gone")
        #expect(field.text(of: [], in: .ja) == "")
    }

    @Test func `a consent is read in words`() throws {
        let field = try #require(try TestForms.form(kind: "consent").fields.first)
        #expect(field.text(of: [Answer.consentGiven], in: .en) == "Agreed")
        #expect(field.text(of: [], in: .en) == "")
    }

    @Test func `text is read as it is`() throws {
        let field = try #require(try TestForms.form(kind: "long-text").fields.first)
        #expect(field.text(of: ["a\nb"], in: .ja) == "a\nb")
    }
}
