import Genkan

/// The index of answers that are not personal. It is never believed: opening compares it with what
/// was sealed.
enum ClearAnswers {
    static func read(of submission: SubmissionID, _ connection: Connection) throws -> [Answer] {
        let rows = try connection.all(
            """
            SELECT field, value FROM clear_answers WHERE submission = \(submission)
            ORDER BY field, position
            """
        ) { (field: try $0[0] as String, value: try $0[1] as String) }
        var answers: [Answer] = []
        for row in rows {
            if let last = answers.last, last.field == row.field {
                answers[answers.count - 1] = Answer(
                    field: row.field, values: last.values + [row.value])
            } else {
                answers.append(Answer(field: row.field, values: [row.value]))
            }
        }
        return answers
    }

    static func compare(
        _ index: [Answer], with sealed: Answers, of form: Form, submission: SubmissionID
    ) throws {
        let clear = Set(form.fields.filter { !$0.isPersonal }.map(\.name))
        let expected = sealed.list.filter { clear.contains($0.field) }
        let isSame =
            index.count == expected.count
            && expected.allSatisfy { answer in index.contains { $0 == answer } }
        guard isSame else {
            throw StorageError(
                .corrupted,
                "the clear index of submission \(submission) is not what was sealed")
        }
    }
}
