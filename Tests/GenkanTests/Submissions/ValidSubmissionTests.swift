import Genkan
import Testing

struct ValidSubmissionTests {
    let sent: [(name: String, value: String)] = [
        ("topic", "order"), ("email", "vera@example.jp"), ("name", " ベラ "), ("message", "本文"),
        ("privacy", "on"), ("phone", ""), ("altcha", "token"), ("_homepage", ""),
        ("role", "administrator"), ("status", "done"), ("name[]", "x"), ("NAME", "y"),
    ]

    private func contact() throws -> Form {
        let forms = try FormReader.read(TestForms.shipped()).get()
        return try #require(forms.first { $0.name == "contact" })
    }

    private func submission() throws -> ValidSubmission? {
        guard case .valid(let submission) = try contact().validate(RawSubmission(sent)) else {
            return nil
        }
        return submission
    }

    @Test func `answers stand in the order of the form, only its fields, only given ones`() throws {
        let answers = try #require(try submission()).answers
        #expect(answers.list.map(\.field) == ["name", "email", "topic", "message", "privacy"])
        #expect(answers["name"] == ["ベラ"])
        #expect(answers["privacy"] == [Answer.consentGiven])
        #expect(answers["role"] == [])
    }

    @Test func `the board gets the title fields, the index what is not personal`() throws {
        let submission = try #require(try submission())
        #expect(submission.titleAnswers.list.map(\.field) == ["name", "topic"])
        #expect(submission.clearAnswers.list.map(\.field) == ["topic"])
    }

    @Test func `every problem is reported, in the order of the form`() throws {
        let raw = RawSubmission([("topic", "x"), ("email", "vera"), ("kana", "Vera")])
        guard case .invalid(let problems) = try contact().validate(raw) else {
            Issue.record("accepted")
            return
        }
        #expect(
            problems == [
                FieldProblem(field: "name", code: .required),
                FieldProblem(field: "kana", code: .notKana),
                FieldProblem(field: "email", code: .notEmail),
                FieldProblem(field: "topic", code: .notAnOption),
                FieldProblem(field: "message", code: .required),
                FieldProblem(field: "privacy", code: .consentRequired),
            ])
    }

    @Test func `the order of the pairs does not change the answers`() throws {
        let reversed = RawSubmission(sent.reversed())
        guard case .valid(let other) = try contact().validate(reversed) else {
            Issue.record("refused")
            return
        }
        #expect(other.answers.encoded == (try #require(try submission())).answers.encoded)
    }
}
