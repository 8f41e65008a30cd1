/// A submission that satisfies its form. Only `Form.validate` makes one.
public struct ValidSubmission: Hashable, Sendable {
    /// The form in the version that was validated against.
    public let form: Form
    /// The answers in the order of the form's fields; fields without an answer are left out.
    public let answers: Answers

    init(form: Form, answers: Answers) {
        self.form = form
        self.answers = answers
    }

    /// The answers that the board shows: the plaintext of the `title` envelope.
    public var titleAnswers: Answers { subset(where: \.isTitle) }

    /// The answers that also stand in clear columns, as an index: fields with `personal: false`.
    public var clearAnswers: Answers { subset { !$0.isPersonal } }

    private func subset(where matches: (Field) -> Bool) -> Answers {
        let names = Set(form.fields.filter(matches).map(\.name))
        return Answers(checked: answers.list.filter { names.contains($0.field) })
    }
}
