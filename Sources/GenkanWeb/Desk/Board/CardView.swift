import Genkan

/// Makes the values of cards for the board's template.
struct CardView {
    let form: Form
    let names: PeopleNames
    let holders: [Person]
    let controls: CardControls
    let texts: Texts
    let language: Language
    let me: PersonID
    let csrf: String
    let now: Instant

    func values(_ card: Card) -> [String: Any] {
        var values: [String: Any] = [
            "id": card.id.description, "receipt": card.receipt.text, "csrf": csrf,
            "version": card.state.version, "formName": form.name,
            "received": moment(card.receivedAt),
            "moves": controls.moves(from: card.state.place),
            "people": names.options(holders, chosen: card.state.assignee, texts),
            "unreadable": card.titles == nil,
        ]
        values["next"] = controls.next(after: card.state.place)
        values["release"] = controls.release(from: card.state.place)
        values["assignee"] = card.state.assignee.map { names.values($0, me: me) }
        let facts = card.titles.map(facts) ?? []
        values["title"] = facts.first
        // Only what is on the page may be pointed at.
        values["describedBy"] =
            card.titles == nil || !facts.isEmpty ? "who-\(card.id)" : nil
        // What a screen reader calls the card by, at each of its buttons.
        values["called"] = facts.first?["value"] ?? card.receipt.text
        values["hasFacts"] = facts.count > 1
        values["facts"] = Array(facts.dropFirst())
        return values
    }

    /// As much of an answer as a card shows, in Unicode scalars; all of it stands on the card's page.
    static let longestFact = 200

    /// The answered title fields in the form's order; those the form has no longer come last, under
    /// their names.
    private func facts(_ titles: Answers) -> [[String: Any]] {
        let known = form.fields.compactMap { field -> [String: Any]? in
            let text = field.text(of: titles[field.name], in: language)
            return text.isEmpty ? nil : fact(field.label[language], text)
        }
        let former = titles.list.filter { form.field(named: $0.field) == nil }.map { answer in
            fact(answer.field, answer.values.joined(separator: ", "))
        }
        return known + former
    }

    private func fact(_ label: String, _ text: String) -> [String: Any] {
        ["label": label, "value": text.beginning(Self.longestFact)]
    }

    private func moment(_ instant: Instant) -> [String: Any] {
        Moment(instant: instant, zone: form.zone, now: now, texts: texts).values
    }
}
