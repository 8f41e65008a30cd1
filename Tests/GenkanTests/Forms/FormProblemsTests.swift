import Genkan
import Testing

/// Every mistake as the site owner sees it.
struct FormProblemsTests {
    let fields = "fields:\n  - { name: a, kind: text, label: { ja: あ, en: A } }"

    private func problems(field: String) -> [String] {
        TestForms.problems("title: { ja: あ, en: A }\nfields:\n  - \(field)")
    }

    @Test func `everything wrong is reported at once, with lines`() {
        let yaml = """
            titel: { ja: 試験, en: Test }
            time_zone: Asia/Tokio
            captcha: altchaa
            fields:
              - name: _token
                kind: emial
                label: { ja: メール }
                requird: true
              - name: message
                kind: text
                label: { ja: 内容, en: Message }
                required: yes
                max_length: lots
            """
        #expect(
            TestForms.problems(yaml) == [
                "test.yaml:1: titel: is not a key here; write title",
                "test.yaml:1: title: is missing; write title: `ja` and `en`, each of 1 to 100 characters",
                "test.yaml:2: time_zone: is not a time zone (Asia/Tokio); write Asia/Tokyo",
                "test.yaml:3: captcha: is not one of its words (altchaa); write altcha",
                "test.yaml:5: fields[0].name: is taken by Genkan (_token); write another name",
                "test.yaml:6: fields[0].kind: is not one of its words (emial); write email",
                "test.yaml:7: fields[0].label.en: is missing; write en: text of 1 to 200 characters",
                "test.yaml:8: fields[0].requird: is not a key here; write required",
                "test.yaml:12: fields[1].required: is not a truth value; write true or false, without quotation marks",
                "test.yaml:13: fields[1].max_length: is not a whole number; write a number from 1 to 50000, in digits and without quotation marks",
            ])
    }

    @Test(arguments: [
        ("title: 試験", "title: is not in every language; write below it, indented, ja: … and en: …"),
        ("title: { ja: あ, en: '' }", "title.en: is empty; write at least 1 character"),
        ("title: { ja: あ, en: }", "title.en: is empty; write en: text of 1 to 100 characters"),
        ("title: { ja: あ, en: A, fr: A }", "title.fr: is not a key here; known are ja, en"),
        (
            "title: { ja: あ, en: [A] }",
            "title.en: is a block or a list; write one value: text of 1 to 100 characters"
        ),
        (
            "allowed_origins: https://a.jp",
            "allowed_origins: is not a list; write one entry a line, each behind a hyphen"
        ),
        (
            "allowed_origins: [ 'https://a.jp/' ]",
            "allowed_origins: https://a.jp/ has a path; write scheme, host and port only, without a final slash"
        ),
        (
            "allowed_origins: [ 'http://a.jp' ]",
            "allowed_origins: http://a.jp is not encrypted; write https://; http:// is only for localhost"
        ),
        (
            "allowed_origins: [ 'https://例え.jp' ]",
            "allowed_origins: https://例え.jp has no valid host; write the host in ASCII; names in Japanese in their xn-- form"
        ),
        (
            "allowed_origins: [ '*' ]",
            "allowed_origins: * is not an origin; write https:// and the host, such as https://www.example.jp"
        ),
        (
            "allowed_origins: [ 'https://a.jp', 'https://A.jp:443' ]",
            "allowed_origins: names https://a.jp twice; keep one of the two"
        ),
        (
            "allowed_origins: [ [a] ]",
            "allowed_origins: has an entry that is not a text; write one text an entry"
        ),
        (
            "thanks: { redirect: 'http://a.jp' }",
            "thanks.redirect: is not an https address; write one such as https://www.example.jp/thanks.html, percent-encoded"
        ),
        (
            "thanks: { redirect: \"https://a.jp/\\tx\" }",
            "thanks.redirect: is not an https address; write one such as https://www.example.jp/thanks.html, percent-encoded"
        ),
        (
            "thanks: { redirect: 'https://user@a.jp/' }",
            "thanks.redirect: is not an https address; write one such as https://www.example.jp/thanks.html, percent-encoded"
        ),
        ("statuses: []", "statuses: has 0 entries; write 1 to 20"),
        (
            "statuses: [ { id: held, label: { ja: 保, en: H } } ]",
            "statuses[0].id: is taken by a column of Genkan's own (held); write another id"
        ),
        (
            "statuses: [ { id: spam, label: { ja: 迷, en: S } } ]",
            "statuses[0].id: is taken by a column of Genkan's own (spam); write another id"
        ),
        (
            "statuses: [ { id: Neu, label: { ja: 新, en: N } } ]",
            "statuses[0].id: has other characters than a-z, 0-9 and -; write an id such as in-progress"
        ),
        (
            "statuses: [ { id: a, label: { ja: 新, en: N } }, { id: a, label: { ja: 古, en: O } } ]",
            "statuses[1].id: stands twice (a); give every status an id of its own"
        ),
        ("time_zone: JST", "time_zone: is not a time zone (JST)"),
        (
            "without_token: keep",
            "without_token: is not one of its words (keep); write one of hold, accept, refuse"
        ),
        (
            "captcha: true",
            "captcha: is not one of its words (true); write one of altcha, recaptcha-v2"
        ),
    ])
    func `a mistake in the form is explained`(line: String, expected: String) {
        let title = line.hasPrefix("title") ? "" : "title: { ja: あ, en: A }\n"
        let found = TestForms.problems("\(title)\(fields)\n\(line)")
        #expect(found.count == 1)
        #expect(found.first?.contains(expected) == true, "\(found)")
    }

    @Test(arguments: [
        (
            "{ name: 1a, kind: text, label: { ja: あ, en: A } }",
            "name: is not a name for a form control (1a)"
        ),
        (
            "{ name: お名前, kind: text, label: { ja: あ, en: A } }",
            "name: is not a name for a form control (お名前)"
        ),
        (
            "{ name: ALTCHA, kind: text, label: { ja: あ, en: A } }",
            "name: is taken by Genkan (ALTCHA)"
        ),
        (
            "{ name: g-recaptcha-response, kind: text, label: { ja: あ, en: A } }",
            "is taken by Genkan"
        ),
        ("{ name: a, kind: choice, label: { ja: あ, en: A } }", "options: is missing"),
        (
            "{ name: a, kind: choice, label: { ja: あ, en: A }, options: [] }",
            "options: has 0 entries; write 1 to 200"
        ),
        (
            "{ name: a, kind: text, multiple: true, label: { ja: あ, en: A } }",
            "multiple: is only for kind: choice"
        ),
        (
            "{ name: a, kind: email, max_length: 10, label: { ja: あ, en: A } }",
            "max_length: is not for kind: email; leave it out"
        ),
        (
            "{ name: a, kind: text, min_length: 9, max_length: 8, label: { ja: あ, en: A } }",
            "min_length: is more than the most characters (8)"
        ),
        (
            "{ name: a, kind: text, max_length: 0, label: { ja: あ, en: A } }",
            "max_length: is out of range (0); write a number from 1 to 50000"
        ),
        (
            "{ name: a, kind: text, max_length: '5', label: { ja: あ, en: A } }",
            "max_length: is not a whole number"
        ),
        (
            "{ name: a, kind: text, max_length: 99999999999999999999, label: { ja: あ, en: A } }",
            "max_length: is not a whole number"
        ),
        (
            "{ name: a, kind: text, value: x, label: { ja: あ, en: A } }",
            "value: is only for kind: hidden"
        ),
        (
            "{ name: a, kind: text, autocomplete: organisation, label: { ja: あ, en: A } }",
            "autocomplete: is not a token of HTML (organisation); write organization"
        ),
        (
            "{ name: a, kind: choice, label: { ja: あ, en: A }, options: [ { id: あ, label: { ja: あ, en: A } } ] }",
            "options[0].id: has other characters"
        ),
        (
            "{ name: a, kind: choice, label: { ja: あ, en: A }, options: [ { id: a, label: { ja: あ, en: A } }, { id: a, label: { ja: あ, en: A } } ] }",
            "options[1].id: stands twice (a)"
        ),
        ("text", "fields[0]: is not a block of keys"),
    ])
    func `a mistake in a field is explained`(field: String, expected: String) {
        let found = problems(field: field)
        #expect(found.count == 1)
        #expect(found.first?.contains(expected) == true, "\(found)")
    }

    @Test func `two fields of one name are a mistake, in any case`() {
        let field = "kind: text, label: { ja: あ, en: A }"
        let yaml =
            "title: { ja: あ, en: A }\nfields:\n  - { name: Email, \(field) }\n  - { name: email, \(field) }"
        #expect(
            TestForms.problems(yaml)
                == [
                    "test.yaml:4: fields[1].name: stands twice (email); give every field a name of its own"
                ])
    }

    @Test func `a form needs fields, and not too many`() {
        let title = "title: { ja: あ, en: A }\n"
        #expect(TestForms.problems(title).first?.contains("fields: is missing") == true)
        #expect(TestForms.problems(title + "fields: []").first?.contains("has 0 entries") == true)
        let many = (0...100).map { "  - { name: f\($0), kind: text, label: { ja: あ, en: A } }" }
        let found = TestForms.problems(title + "fields:\n" + many.joined(separator: "\n"))
        #expect(found == ["test.yaml:2: fields: has 101 entries; write 1 to 100"])
    }
}
