extension Field {
    /// The values of an answer as people read them: options by their labels, a given consent in
    /// words, several values with a comma between; empty for no answer. An option that this
    /// version does not know is shown by its id.
    public func text(of values: [String], in language: Language) -> String {
        switch kind {
        case .choice(let choice):
            return values.map { choice.option($0)?.label[language] ?? $0 }
                .joined(separator: Self.separator[language])
        case .consent:
            return values.isEmpty ? "" : Self.consented[language]
        case .file:
            return values.map { FileAnswer($0)?.name.text ?? $0 }
                .joined(separator: Self.separator[language])
        default:
            return values.joined(separator: Self.separator[language])
        }
    }

    private static let separator = LocalizedText(ja: "、", en: ", ")
    private static let consented = LocalizedText(ja: "同意済み", en: "Agreed")
}
