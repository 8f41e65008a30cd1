import Genkan
import Testing

struct FormReaderTests {
    @Test func `the shipped forms are read without a problem`() throws {
        let forms = try FormReader.read(TestForms.shipped()).get()
        #expect(forms.map(\.name) == ["catalog", "contact"])
    }

    @Test func `the contact form is what the sample website posts to`() throws {
        let forms = try FormReader.read(TestForms.shipped()).get()
        let contact = try #require(forms.last)
        #expect(
            contact.fields.map(\.name)
                == ["name", "kana", "email", "phone", "postal_code", "topic", "message", "privacy"])
        #expect(
            contact.fields.map(\.kind.name) == [
                "person-name", "kana", "email", "phone", "postal-code", "choice", "long-text",
                "consent",
            ])
        #expect(contact.fields.filter { !$0.isPersonal }.map(\.name) == ["topic"])
        #expect(contact.statuses == Status.standard)
        #expect(contact.captcha == .altcha)
        #expect(contact.withoutToken == .hold)
        #expect(contact.zone.name == "Asia/Tokyo")
        #expect(contact.allows(try #require(Origin("https://www.example.jp"))))
    }

    @Test func `the catalogue form names its own statuses`() throws {
        let catalog = try #require(try FormReader.read(TestForms.shipped()).get().first)
        #expect(catalog.statuses.map(\.id) == ["requested", "packing", "shipped", "returned"])
        #expect(catalog.statuses.filter(\.isFinal).map(\.id) == ["shipped"])
        #expect(catalog.firstStatus == "requested")
        #expect(catalog.field(named: "campaign")?.value == "website")
    }

    @Test func `what is not written has its default`() throws {
        let form = try TestForms.form(kind: "text")
        let field = try #require(form.fields.first)
        #expect(form.name == "test")
        #expect(!field.isRequired && !field.isTitle && field.isPersonal)
        #expect(field.minimumLength == 0 && field.maximumLength == 200)
        #expect(field.autocomplete == nil && field.help == nil && field.value == nil)
        #expect(form.introduction == nil && form.allowedOrigins.isEmpty)
        #expect(form.submitLabel == LocalizedText(ja: "送信する", en: "Send"))
        #expect(form.thanks == (try TestForms.form(kind: "email")).thanks)
        #expect(form.statuses == Status.standard)
    }

    @Test(
        arguments: [
            ("person-name", "name"), ("email", "email"), ("phone", "tel"),
            ("postal-code", "postal-code"), ("text", nil),
        ] as [(String, String?)])
    func `the browser's autofill knows the kind`(kind: String, token: String?) throws {
        #expect(try TestForms.form(kind: kind).fields.first?.autocomplete == token)
    }

    @Test func `what is written holds`() throws {
        let form = try TestForms.form(
            fields: """
                name: company
                kind: text
                label: { ja: 会社, en: Company }
                required: true
                title: true
                personal: false
                min_length: 2
                max_length: 80
                autocomplete: work organization
                help: { ja: 例, en: Example }
                placeholder: { ja: 会社例, en: Firm }
                """,
            more: """
                captcha: none
                without_token: refuse
                time_zone: Europe/Berlin
                allowed_origins: [ "https://a.jp", "http://localhost:8080" ]
                thanks:
                  text: { ja: 感謝, en: Thanks }
                  redirect: https://a.jp/thanks?x=1
                """)
        let field = try #require(form.fields.first)
        #expect(field.isRequired && field.isTitle && !field.isPersonal)
        #expect(field.minimumLength...field.maximumLength == 2...80)
        #expect(field.autocomplete == "work organization")
        #expect(field.help?.en == "Example" && field.placeholder?.ja == "会社例")
        #expect(form.captcha == .none && form.withoutToken == .refuse)
        #expect(form.zone.name == "Europe/Berlin")
        #expect(
            form.allowedOrigins.map(\.description) == ["https://a.jp", "http://localhost:8080"])
        #expect(form.thanks.redirect == "https://a.jp/thanks?x=1")
    }

    @Test func `a body may have as much text as the form can fill`() throws {
        #expect(try TestForms.form(kind: "text").maximumTextBytes == 524_288)
        let large = try TestForms.form(kind: "long-text", more: "max_length: 50000")
        #expect(large.maximumTextBytes == 616_384)
    }

    @Test func `forms are taken over all or none, with every problem of every file`() {
        let good =
            "title: { ja: あ, en: A }\nfields: [ { name: a, kind: text, label: { ja: あ, en: A } } ]"
        let result = FormReader.read([
            ("a/one.yaml", bytes(good)), ("two.yaml", bytes("titel: x")),
            ("b/one.yaml", bytes(good)),
            ("three.yaml", [0xFF]),
        ])
        guard case .failure(let problems) = result else {
            Issue.record("taken over")
            return
        }
        #expect(Set(problems.list.map(\.file)) == ["two.yaml", "three.yaml", "b/one.yaml"])
        #expect(problems.list == problems.list.sorted())
    }

    @Test(arguments: ["contact", "a", "a-b-2", String(repeating: "x", count: 64)])
    func `these are names of forms`(name: String) {
        #expect(FormReader.isFormName(name))
    }

    @Test(arguments: [
        "", "-a", "a-", "A", "a_b", "a.b", "お", "a b", "..", String(repeating: "x", count: 65),
    ])
    func `these are not`(name: String) {
        #expect(!FormReader.isFormName(name))
        #expect(
            TestForms.problems("title: x", file: name + ".yaml").contains {
                $0.contains("is not a name for a form's file")
            })
    }
}
