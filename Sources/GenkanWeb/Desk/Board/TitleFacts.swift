import Genkan

/// The opened title of a card as people read it.
struct TitleFacts {
    /// As much of an answer as a card shows, in Unicode scalars; all of it stands on the card's page.
    static let longest = 200

    let form: Form
    let language: Language

    /// For a template, each with `label` and `value`: the answered title fields in the form's order;
    /// those the form has no longer come last, under their names.
    func values(_ titles: Answers) -> [[String: Any]] {
        let known = form.fields.compactMap { field -> [String: Any]? in
            let text = text(of: field, titles)
            return text.isEmpty ? nil : ["label": field.label[language], "value": text]
        }
        let former = titles.list.filter { form.field(named: $0.field) == nil }.map { answer in
            [
                "label": answer.field,
                "value": answer.values.joined(separator: ", ").beginning(Self.longest),
            ] as [String: Any]
        }
        return known + former
    }

    /// What people call a card by: the first answered title field; nil where there is none, or it does not open.
    func name(of card: Card) -> String? {
        card.titles.flatMap(values)?.first?["value"] as? String
    }

    /// The answer to one field; empty where there is none.
    func text(of field: Field, _ titles: Answers) -> String {
        field.text(of: titles[field.name], in: language).beginning(Self.longest)
    }
}
