import Genkan

/// A change of a card in words: who did what.
struct ChangeText {
    let form: Form
    let names: PeopleNames
    let texts: Texts
    let language: Language

    func callAsFunction(_ change: CardChange) -> String {
        let who = names[change.by].isolated
        switch change.kind {
        case .moved(let from, let to):
            let status = form.label(of: to, in: language).isolated
            if case .held = from {
                return texts("desk-did-released", ["who": who, "to": status])
            }
            let former = form.label(of: from, in: language).isolated
            return texts("desk-did-moved", ["who": who, "from": former, "to": status])
        case .assigned(_, to: nil):
            return texts("desk-did-unassigned", ["who": who])
        case .assigned(_, to: .some(let person)):
            guard person != change.by else { return texts("desk-did-taken", ["who": who]) }
            return texts("desk-did-assigned", ["who": who, "whom": names[person].isolated])
        }
    }

    /// What a person asked for, as an infinitive.
    func wish(_ move: CardMove) -> String {
        switch move {
        case .take: texts["desk-want-take"]
        case .assign(nil): texts["desk-want-unassign"]
        case .assign(.some(let person)):
            texts("desk-want-assign", ["whom": names[person].isolated])
        case .move(let status):
            texts(
                "desk-want-move",
                ["status": form.label(of: .status(status), in: language).isolated])
        }
    }
}
