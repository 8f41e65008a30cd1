import Genkan

/// An answer as the staff reads it: labels of options instead of their ids.
enum AnswerText {
    /// The text of the values under a field; empty when it was not answered.
    static func text(_ values: [String], of field: Field, in texts: Texts, _ language: Language)
        -> String
    {
        switch field.kind {
        case .choice(let choice):
            values.map { value in
                choice.options.first { $0.id == value }?.label[language] ?? value
            }.joined(separator: texts["desk-answer-separator"])
        case .consent:
            values.first == Answer.consentGiven ? texts["desk-answer-consent"] : values.first ?? ""
        default:
            values.joined(separator: texts["desk-answer-separator"])
        }
    }
}
