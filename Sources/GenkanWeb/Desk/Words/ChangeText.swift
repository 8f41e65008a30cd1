import Genkan
import GenkanStorage

/// A change of a card in words: who did what.
struct ChangeText {
    let form: Form
    let labels: [StoredLabel]
    let names: PeopleNames
    let days: DayText
    let texts: Texts
    let language: Language

    init(_ desk: FormDesk, _ frame: DeskFrame, now: Instant) {
        form = desk.form.form
        labels = desk.labels
        names = PeopleNames(desk.people, former: desk.former, frame.texts)
        texts = frame.texts
        language = frame.language
        days = DayText(zone: form.zone, now: now, texts: texts)
    }

    func callAsFunction(_ change: CardChange) -> String {
        let who = names.addressed(change.by)
        switch change.kind {
        case .moved(_, .spam): return texts("desk-did-discarded", ["who": who])
        case .moved(let from, let to):
            let status = form.label(of: to, in: language).isolated
            if case .held = from {
                return texts("desk-did-released", ["who": who, "to": status])
            }
            let former = form.label(of: from, in: language).isolated
            return texts("desk-did-moved", ["who": who, "from": former, "to": status])
        case .assigned(_, to: nil):
            return texts("desk-did-unassigned", ["who": who])
        case .assigned(let former, to: .some(let person)):
            guard person != change.by else { return taken(who, from: former) }
            return texts("desk-did-assigned", ["who": who, "whom": names.addressed(person)])
        case .scheduled(_, nil): return texts("desk-did-unscheduled", ["who": who])
        case .scheduled(_, .some(let day)):
            return texts("desk-did-scheduled", ["who": who, "day": days.text(day)])
        case .labelled(let added, let removed):
            return labelled(added, removed, who)
        }
    }

    private func taken(_ who: String, from former: PersonID?) -> String {
        guard let former else { return texts("desk-did-taken", ["who": who]) }
        return texts("desk-did-taken-over", ["who": who, "whom": names.addressed(former)])
    }

    private func labelled(
        _ added: Set<LabelID>, _ removed: Set<LabelID>, _ who: String
    ) -> String {
        let names = ["added": list(added), "removed": list(removed), "who": who]
        if removed.isEmpty { return texts("desk-did-labelled", names) }
        return texts(added.isEmpty ? "desk-did-unlabelled" : "desk-did-relabelled", names)
    }

    private func list(_ ids: Set<LabelID>) -> String {
        labels.filter { ids.contains($0.label.id) }.map(\.label.name.text.isolated)
            .joined(separator: texts["desk-did-comma"])
    }

    /// What a person asked for, as an infinitive.
    func wish(_ action: CardAction) -> String {
        switch action {
        case .take: texts["desk-want-take"]
        case .assign(nil): texts["desk-want-unassign"]
        case .assign(.some(let person)):
            texts("desk-want-assign", ["whom": names.addressed(person)])
        case .move(let status):
            texts(
                "desk-want-move",
                ["status": form.label(of: .status(status), in: language).isolated])
        case .discard: texts["desk-want-discard"]
        case .schedule(nil): texts["desk-want-unschedule"]
        case .schedule(.some(let day)):
            texts("desk-want-schedule", ["day": days.text(day)])
        case .label(let added, let removed): wish(adding: added, removing: removed)
        case .undo: texts["desk-want-undo"]
        }
    }
    private func wish(adding added: Set<LabelID>, removing removed: Set<LabelID>) -> String {
        let names = ["added": list(added), "removed": list(removed)]
        if removed.isEmpty { return texts("desk-want-label", names) }
        return texts(added.isEmpty ? "desk-want-unlabel" : "desk-want-relabel", names)
    }
}
