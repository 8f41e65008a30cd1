import Genkan
import Testing

/// Files that would be forms nobody can send, or parts of them that nobody would ever see.
struct UnsendableFormTests {
    private func problems(_ field: String) -> [String] {
        TestForms.problems("title: { ja: あ, en: A }\nfields:\n  - \(field)")
    }

    @Test(arguments: [
        (
            "{ name: a, kind: hidden, required: true, label: { ja: あ, en: A } }",
            "test.yaml:3: fields[0].value: is missing, so that the hosted form could never be sent; write what it sends, or required: false"
        ),
        (
            "{ name: a, kind: hidden, required: true, value: '', label: { ja: あ, en: A } }",
            "fields[0].value: is missing, so that the hosted form could never be sent"
        ),
        (
            "{ name: a, kind: hidden, value: abcdef, max_length: 5, label: { ja: あ, en: A } }",
            "fields[0].value: is longer than the field allows (5); write at most 5 characters, or a larger max_length"
        ),
        (
            "{ name: a, kind: hidden, value: ab, min_length: 3, label: { ja: あ, en: A } }",
            "fields[0].value: is shorter than the field allows (3)"
        ),
        (
            "{ name: a, kind: hidden, value: \"a\\nb\", label: { ja: あ, en: A } }",
            "fields[0].value: has more than one line; write it on one line"
        ),
        (
            "{ name: a, kind: hidden, value: \"a\\u2028b\", label: { ja: あ, en: A } }",
            "fields[0].value: contains a control character"
        ),
        (
            "{ name: a, kind: hidden, required: true, value: [x], label: { ja: あ, en: A } }",
            "fields[0].value: is a block or a list"
        ),
    ])
    func `a hidden field that its own form refuses is explained`(field: String, expected: String) {
        let found = problems(field)
        #expect(found.count == 1)
        #expect(found.first?.contains(expected) == true, "\(found)")
    }

    @Test(arguments: [
        "{ name: a, kind: hidden, label: { ja: あ, en: A } }",
        "{ name: a, kind: hidden, min_length: 3, label: { ja: あ, en: A } }",
        "{ name: a, kind: hidden, required: true, value: abc, max_length: 3, label: { ja: あ, en: A } }",
    ])
    func `a hidden field that can be sent is taken`(field: String) {
        #expect(problems(field) == [])
    }

    @Test(arguments: ["placeholder: { ja: 例, en: Example }", "autocomplete: organization"])
    func `what a control has no place for is refused`(line: String) {
        let key = line.prefix { $0 != ":" }
        let options = "options: [ { id: a, label: { ja: あ, en: A } } ], "
        for (kind, more) in [("choice", options), ("consent", ""), ("hidden", "")] {
            let found = problems(
                "{ name: a, kind: \(kind), \(more)\(line), label: { ja: あ, en: A } }")
            #expect(
                found == ["test.yaml:3: fields[0].\(key): is not for kind: \(kind); leave it out"])
        }
    }

    private func long(_ count: Int) -> String {
        let fields = (0..<count).map {
            "  - { name: f\($0), kind: long-text, max_length: 50000, label: { ja: あ, en: A } }"
        }
        return "title: { ja: あ, en: A }\nfields:\n" + fields.joined(separator: "\n")
    }

    @Test func `answers that no envelope holds are refused when the form is read`() throws {
        let five = try TestForms.read(long(5))
        #expect(five.maximumAnswersBytes == 3 + 5 * (2 + 2 + 2 + 3 + 200_000))
        #expect(
            TestForms.problems(long(6)) == [
                "test.yaml:2: fields: can hold 1200057 bytes of answers, more than one submission "
                    + "may have (1048576); write a smaller max_length, first for f0 "
                    + "(50000 characters)"
            ])
    }

    @Test func `the longest answers of a form are what is counted`() throws {
        let form = try TestForms.form(
            fields: "name: it\nkind: long-text\nmax_length: 50000\nlabel: { ja: それ, en: It }",
            "name: c\nkind: choice\nmultiple: true\nlabel: { ja: 種, en: C }\noptions: [ { id: abc, label: { ja: あ, en: A } }, { id: z, label: { ja: い, en: B } } ]",
            "name: ok\nkind: consent\nlabel: { ja: 可, en: OK }")
        let full = RawSubmission([
            ("it", String(repeating: "😀", count: 50_000)), ("c", "abc"), ("c", "z"), ("ok", "on"),
        ])
        guard case .valid(let submission) = form.validate(full) else {
            Issue.record("the full form is not valid")
            return
        }
        let encoded = submission.answers.encoded.count
        #expect(encoded <= form.maximumAnswersBytes && form.maximumAnswersBytes - encoded < 16)
    }

    @Test func `a body that the server would not read is refused when the form is read`() {
        let two = Array(long(2).utf8)
        #expect(throws: Never.self) { try FormReader.read(two, file: "test.yaml").get() }
        let result = FormReader.read([("test.yaml", two)], bodyLimit: 1_048_576)
        guard case .failure(let problems) = result else {
            Issue.record("taken over")
            return
        }
        #expect(
            problems.list.map(\.description) == [
                "test.yaml:2: fields: need a body of 1216384 bytes when all are filled in, more "
                    + "than limits.body_bytes (1048576); write a smaller max_length, first for f0 "
                    + "(50000 characters), or raise limits.body_bytes in genkan.yaml"
            ])
    }
}
