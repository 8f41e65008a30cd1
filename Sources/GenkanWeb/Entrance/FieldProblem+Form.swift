import Genkan

extension FieldProblem {
    /// What the visitor has to do, as a sentence with the label of the form's field.
    func text(in language: Language, form: Form) -> String {
        text(in: language, label: form.field(named: field)?.label[language] ?? field)
    }
}
