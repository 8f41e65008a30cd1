extension CardState {
    /// What a change makes of the card, and its line of history; nil when everything already is
    /// as wished, so that there is nothing to write.
    ///
    /// Taking a card that stands in the first status does not move it: status and assignee are
    /// two things.
    public func applying(
        _ move: CardMove, by person: PersonID, at now: Instant
    ) -> (state: CardState, change: CardChange)? {
        let next = version + 1
        let kind: CardChange.Kind
        let state: CardState
        switch move {
        case .take, .assign:
            let target = move.assignee(by: person)
            guard target != assignee else { return nil }
            kind = .assigned(from: assignee, to: target)
            state = CardState(place: place, assignee: target, version: next)
        case .move(let status):
            guard place != .status(status) else { return nil }
            kind = .moved(from: place, to: .status(status))
            state = CardState(place: .status(status), assignee: assignee, version: next)
        }
        return (state, CardChange(kind: kind, by: person, at: now, version: next))
    }
}

extension CardMove {
    fileprivate func assignee(by person: PersonID) -> PersonID? {
        guard case .assign(let target) = self else { return person }
        return target
    }
}
