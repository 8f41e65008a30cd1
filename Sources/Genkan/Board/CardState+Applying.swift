extension CardState {
    /// What an action makes of the card, and its line of history; nil when everything already is
    /// as wished, so that there is nothing to write.
    ///
    /// Taking a card that stands in the first status does not move it: status and assignee are
    /// two things.
    public func applying(
        _ action: CardAction, by person: PersonID, at now: Instant
    ) -> (state: CardState, change: CardChange)? {
        guard let kind = kind(of: action, by: person) else { return nil }
        let next = version + 1
        return (
            changed(by: kind, version: next),
            CardChange(kind: kind, by: person, at: now, version: next)
        )
    }

    private func kind(of action: CardAction, by person: PersonID) -> CardChange.Kind? {
        switch action {
        case .take: assignment(to: person)
        case .assign(let target): assignment(to: target)
        case .move(let status): movement(to: .status(status))
        case .discard: movement(to: .spam)
        case .schedule(let day): due == day ? nil : .scheduled(from: due, to: day)
        case .label(let adding, let removing): labelling(adding, removing)
        case .undo(let kind): undoing(kind)
        }
    }

    private func assignment(to target: PersonID?) -> CardChange.Kind? {
        target == assignee ? nil : .assigned(from: assignee, to: target)
    }

    private func movement(to target: Place) -> CardChange.Kind? {
        target == place ? nil : .moved(from: place, to: target)
    }

    private func labelling(
        _ adding: Set<LabelID>, _ removing: Set<LabelID>
    ) -> CardChange.Kind? {
        let added = adding.subtracting(labels).subtracting(removing)
        let removed = removing.intersection(labels)
        return added.isEmpty && removed.isEmpty ? nil : .labelled(added: added, removed: removed)
    }

    /// From what is there now, so that the history stays a chain.
    private func undoing(_ kind: CardChange.Kind) -> CardChange.Kind? {
        switch kind.inverse {
        case .moved(_, let target): movement(to: target)
        case .assigned(_, let target): assignment(to: target)
        case .scheduled(_, let day): due == day ? nil : .scheduled(from: due, to: day)
        case .labelled(let added, let removed): labelling(added, removed)
        }
    }

    private func changed(by kind: CardChange.Kind, version: Int64) -> CardState {
        var (place, assignee, due, labels) = (place, assignee, due, labels)
        switch kind {
        case .moved(_, let target): place = target
        case .assigned(_, let target): assignee = target
        case .scheduled(_, let day): due = day
        case .labelled(let added, let removed):
            labels = labels.union(added).subtracting(removed)
        }
        return CardState(
            place: place, assignee: assignee, due: due, labels: labels, version: version)
    }
}
