import Genkan
import Testing

struct ChoiceTests {
    let options = """
        options:
          - { id: a, label: { ja: ア, en: A } }
          - { id: b, label: { ja: イ, en: B } }
          - { id: c, label: { ja: ウ, en: C } }
        """

    private func form(_ more: String = "") throws -> Form {
        try TestForms.form(kind: "choice", more: options + "\n" + more)
    }

    @Test func `one option is stored by its id`() throws {
        let form = try form()
        #expect(form.stored("b") == ["b"])
        #expect(form.stored("", "b", "b") == ["b"])
        #expect(form.stored("") == [])
    }

    @Test(arguments: ["d", "A", "ア", " a", "a ", "a\u{301}", "ａ", "a,b"])
    func `only the ids of the options are known`(typed: String) throws {
        #expect(try form().code(typed) == .notAnOption)
    }

    @Test func `one choice means one`() throws {
        #expect(try form().code("a", "b") == .repeated)
    }

    @Test func `several are stored once each, in the order of the form`() throws {
        let form = try form("multiple: true")
        #expect(form.stored("c", "a", "c", "") == ["a", "c"])
        #expect(form.code("a", "x") == .notAnOption)
    }

    @Test func `a required choice has to be made`() throws {
        #expect(try form("required: true").code("") == .choiceRequired)
        #expect(try form("required: true\nmultiple: true").code() == .choiceRequired)
    }

    @Test(arguments: ["on", "yes", "1", "true", "同意する", "agree"])
    func `a ticked box is a consent, whatever its page sends`(typed: String) throws {
        let form = try TestForms.form(kind: "consent", more: "required: true")
        #expect(form.stored(typed) == [Answer.consentGiven])
        #expect(form.stored("0", typed) == [Answer.consentGiven])
    }

    @Test(arguments: ["", "0", "false", "off", "no", "FALSE", " "])
    func `an unticked box is none`(typed: String) throws {
        #expect(
            try TestForms.form(kind: "consent", more: "required: true").code(typed)
                == .consentRequired)
        #expect(try TestForms.form(kind: "consent").stored(typed) == [])
    }
}
