/// A submission that satisfies its form. Only `Form.validate` makes one.
public struct ValidSubmission: Hashable, Sendable {
    /// The answers in the order of the form's fields; fields without an answer are left out.
    public let answers: Answers
    /// The answers that the board shows: the plaintext of the `title` envelope.
    public let titleAnswers: Answers
    /// The answers that also stand in clear columns, as an index: fields with `personal: false`.
    public let clearAnswers: Answers

    init(_ draft: Draft) {
        answers = Answers(checked: draft.answers)
        titleAnswers = Answers(checked: draft.titleAnswers)
        clearAnswers = Answers(checked: draft.clearAnswers)
    }

    /// Answers that were found right, as they come.
    struct Draft {
        fileprivate var answers: [Answer] = []
        fileprivate var titleAnswers: [Answer] = []
        fileprivate var clearAnswers: [Answer] = []

        /// What a field accepted; nothing when it was not answered.
        mutating func add(_ values: [String], to field: Field) {
            guard !values.isEmpty else { return }
            let answer = Answer(field: field.name, values: values)
            answers.append(answer)
            if field.isTitle { titleAnswers.append(answer) }
            if !field.isPersonal { clearAnswers.append(answer) }
        }
    }
}
