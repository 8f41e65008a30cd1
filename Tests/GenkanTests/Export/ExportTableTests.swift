import Genkan
import Testing

struct ExportTableTests {
    private func entry(
        _ form: Form, _ pairs: [(String, String)], place: Place = .status("unhandled")
    ) throws -> ExportEntry {
        guard case .valid(let submission) = form.validate(RawSubmission(pairs)) else {
            throw AnswersError.malformed
        }
        return ExportEntry(
            receipt: try #require(ReceiptCode(number: 1)),
            receivedAt: Instant(seconds: 1_795_421_700),
            place: place, assignee: StaffName("ben"), form: form, answers: submission.answers)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private let options =
        "multiple: true\noptions: [ { id: a, label: { ja: ア, en: A } }, { id: b, label: { ja: イ, en: B } } ]"

    @Test func `a row is quoted throughout and ends with CRLF`() {
        #expect(
            text(CSV.row(["a", "b\"c", "d,e", "f\r\ng", ""]))
                == "\"a\",\"b\"\"c\",\"d,e\",\"f\r\ng\",\"\"\r\n")
        #expect(text(CSV.row(["=1", "\"=1"])) == "\"'=1\",\"\"\"=1\"\r\n")
        #expect(CSV.row([]) == [0x0D, 0x0A])
    }

    @Test func `an empty first cell keeps its comma`() {
        #expect(text(CSV.row(["", "b"])) == "\"\",\"b\"\r\n")
    }

    @Test func `the headings begin with a byte order mark`() throws {
        let table = ExportTable(form: try TestForms.form(kind: "text"), language: .ja)
        #expect(Array(table.header.prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(
            text(Array(table.header.dropFirst(3)))
                == "\"受付番号\",\"受付日時\",\"状況\",\"担当者\",\"それ\"\r\n")
    }

    @Test func `a row has code, time with offset, status, assignee and answers`() throws {
        let form = try TestForms.form(kind: "choice", more: options)
        let entry = try entry(form, [("it", "b"), ("it", "a")])
        #expect(
            text(ExportTable(form: form, language: .ja).row(entry))
                == "\"2222-2222-2233\",\"2026-11-23 17:15:00+09:00\",\"未対応\",\"ben\",\"ア、イ\"\r\n")
        #expect(
            text(ExportTable(form: form, language: .en).row(entry))
                == "\"2222-2222-2233\",\"2026-11-23 17:15:00+09:00\",\"Unhandled\",\"ben\",\"A, B\"\r\n"
        )
    }

    @Test func `held and former places have their words`() throws {
        let form = try TestForms.form(kind: "text")
        let table = ExportTable(form: form, language: .en)
        #expect(text(table.row(try entry(form, [], place: .held(.honeypot)))).contains("\"Held\""))
        #expect(text(table.row(try entry(form, [], place: .status("old")))).contains("\"old\""))
    }

    @Test func `fields of older versions stand behind, read by their own version`() throws {
        let old = try TestForms.form(
            fields:
                "name: topic\nkind: choice\nlabel: { ja: 種, en: Topic }\noptions: [ { id: a, label: { ja: ア, en: Old A } } ]",
            "name: fax\nkind: text\nlabel: { ja: ファクス, en: Fax }")
        let new = try TestForms.form(
            fields:
                "name: topic\nkind: choice\nlabel: { ja: 種, en: Topic }\noptions: [ { id: b, label: { ja: イ, en: B } } ]"
        )
        let table = ExportTable(form: new, olderVersions: [old, old], language: .en)
        #expect(text(table.header).hasSuffix("\"Topic\",\"Fax\"\r\n"))
        #expect(
            text(table.row(try entry(old, [("topic", "a"), ("fax", "03")])))
                .hasSuffix("\"Old A\",\"03\"\r\n"))
        #expect(text(table.row(try entry(new, [("topic", "b")]))).hasSuffix("\"B\",\"\"\r\n"))
    }

    @Test func `what could not be opened is said in its row`() throws {
        let form = try TestForms.form(kind: "text")
        let whole = try entry(form, [])
        let entry = ExportEntry(
            receipt: whole.receipt, receivedAt: whole.receivedAt, place: whole.place,
            assignee: nil, form: form, answers: nil)
        #expect(
            text(ExportTable(form: form, language: .en).row(entry))
                .hasSuffix("\"\",\"(cannot be opened)\"\r\n"))
    }

    @Test func `what was refused has its id in place of a receipt, and nothing else`() throws {
        let form = try TestForms.form(kind: "text")
        let id = try #require(SubmissionID("019ab2c3-d4e5-7f60-8123-456789abcdef"))
        #expect(
            text(ExportTable(form: form, language: .ja).row(refused: id))
                == "\"019ab2c3-d4e5-7f60-8123-456789abcdef\",\"\",\"\",\"\",\"（開けません）\"\r\n")
        #expect(
            text(ExportTable(form: form, language: .ja).row(refused: nil))
                == "\"（開けません）\",\"\",\"\",\"\",\"（開けません）\"\r\n")
    }

    @Test func `formulas are neutralised, telephone numbers keep their zeros`() throws {
        let form = try TestForms.form(kind: "text")
        let table = ExportTable(form: form, language: .en)
        #expect(text(table.row(try entry(form, [("it", "=1+2")]))).hasSuffix("\"'=1+2\"\r\n"))
        #expect(
            text(table.row(try entry(form, [("it", "0312345678")]))).hasSuffix("\"0312345678\"\r\n")
        )
    }
}
