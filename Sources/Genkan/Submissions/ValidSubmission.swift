/// A submission that satisfies its form. Only `Form.validate` makes one.
public struct ValidSubmission: Hashable, Sendable {
    /// The answers in the order of the form's fields; fields without an answer are left out.
    public let answers: Answers
    /// The answers that the board shows: the plaintext of the `title` envelope.
    public let titleAnswers: Answers
    /// The answers that also stand in clear columns, as an index: fields with `personal: false`.
    public let clearAnswers: Answers

    /// Takes the answers, each with the field that it answers.
    init(_ answered: [(field: Field, answer: Answer)]) {
        answers = Answers(checked: answered.map(\.answer))
        titleAnswers = Answers(checked: answered.filter(\.field.isTitle).map(\.answer))
        clearAnswers = Answers(checked: answered.filter { !$0.field.isPersonal }.map(\.answer))
    }
}
