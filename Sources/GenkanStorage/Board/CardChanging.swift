import Genkan

/// Changes cards inside one transaction, and keeps what the checks have in common for all of them.
struct CardChanging {
    /// Whose cards may be changed; nil for those of every form.
    let form: FormID?
    let session: LiveSession
    let roster: RosterBook
    let mint: Mint
    let now: Instant
    let connection: Connection
    /// What is to go into the audit trail, in order.
    private(set) var events: [AuditEvent] = []
    /// How many of the changes that somebody did not see are shown.
    private static let mostShown = 20
    private var grants: [FormID: Bool] = [:]
    private var forms: [FormID: Form] = [:]
    private var holders: [FormID: Set<PersonID>] = [:]
    private var labels: [FormID: Set<LabelID>] = [:]

    init(
        form: FormID?, session: LiveSession, roster: RosterBook, mint: Mint, now: Instant,
        connection: Connection
    ) {
        self.form = form
        self.session = session
        self.roster = roster
        self.mint = mint
        self.now = now
        self.connection = connection
    }

    /// - Parameter isAlone: nothing else is changed with it.
    mutating func apply(
        _ action: CardAction, to card: SeenCard, isAlone: Bool
    ) throws -> ChangeOutcome {
        guard let (form, state) = try standing(of: card) else { return .gone }
        if let conflict = try conflict(card, state) { return conflict }
        guard try isKnown(action, of: form, state) else { return .unknown }
        if !isAlone, action.accepts(state), try FileRow.isAnyInfected(of: card.id, connection) {
            return .infected(version: state.version)
        }
        return try write(action, to: card, of: form, state)
    }

    /// Deletes a card that stands where cards may be deleted, with all that hangs on it.
    mutating func delete(_ card: SeenCard) throws -> ChangeOutcome {
        guard let (form, state) = try standing(of: card) else { return .gone }
        if let conflict = try conflict(card, state) { return conflict }
        guard state.place.mayBeDeleted else { return .unchanged(version: state.version) }
        try connection.run("DELETE FROM submissions WHERE id = \(card.id)")
        events.append(
            AuditEvent(
                id: try mint.id(at: now), at: now, kind: .submissionDeleted,
                actor: .person(session.person.id), form: form, submission: card.id))
        return .changed(version: card.version)
    }

    mutating func undo(_ card: SeenCard, within time: Duration) throws -> ChangeOutcome {
        guard let (form, state) = try standing(of: card) else { return .gone }
        let latest = try CardHistory.latest(of: card.id, connection)
        guard state.version == card.version, let latest, latest.version == card.version else {
            // What one has changed again oneself is nobody else's.
            guard latest?.by != session.person.id else { return .unchanged(version: state.version) }
            return .conflict(current: state, since: latest.map { [$0] } ?? [])
        }
        // A clock that was set back makes nothing young again.
        guard latest.by == session.person.id, latest.at <= now, now.since(latest.at) <= time,
            try isPossible(latest.kind.inverse, of: form)
        else { return .unchanged(version: state.version) }
        return try write(.undo(latest.kind), to: card, of: form, state)
    }

    /// A card as it stands; nil when it is gone, or not this person's to change.
    private mutating func standing(
        of card: SeenCard
    ) throws -> (form: FormID, state: CardState)? {
        guard let found = try CardRow.state(of: card.id, connection),
            try holdsGrant(of: found.form)
        else { return nil }
        return found
    }

    /// What others did since the card was seen; nil when nobody did anything.
    private func conflict(_ card: SeenCard, _ state: CardState) throws -> ChangeOutcome? {
        guard state.version != card.version else { return nil }
        return .conflict(
            current: state,
            since: try CardHistory.newest(
                Self.mostShown, of: card.id, since: card.version, connection))
    }

    /// Whether what there was before is still to be had: who had the card may have left, a label may
    /// have been removed.
    private mutating func isPossible(_ kind: CardChange.Kind, of form: FormID) throws -> Bool {
        switch kind {
        case .assigned(_, to: .some(let person)): try holders(of: form).contains(person)
        case .labelled(let added, _): try added.isSubset(of: living(of: form))
        case .assigned, .moved, .scheduled: true
        }
    }

    private mutating func write(
        _ action: CardAction, to card: SeenCard, of form: FormID, _ state: CardState
    ) throws -> ChangeOutcome {
        guard state.version < Int64.max else {
            throw StorageError(.corrupted, "the version of submission \(card.id) is forged")
        }
        guard let (next, change) = state.applying(action, by: session.person.id, at: now) else {
            return .unchanged(version: state.version)
        }
        try next.write(after: change, of: card, connection)
        events.append(try change.event(of: card.id, form: form, mint: mint))
        return .changed(version: next.version)
    }

    private mutating func holdsGrant(of form: FormID) throws -> Bool {
        guard self.form == nil || self.form == form else { return false }
        if let known = grants[form] { return known }
        let holds = try session.keychain.holdsGrant(of: form, connection)
        grants[form] = holds
        return holds
    }

    /// Whether what an action names belongs to the form of today.
    ///
    /// - Throws: `.invalid` for a person who could not open the card.
    private mutating func isKnown(
        _ action: CardAction, of form: FormID, _ state: CardState
    ) throws -> Bool {
        switch action {
        case .move(let status):
            return try newest(form).status(status) != nil
        case .assign(.some(let person)) where person != state.assignee:
            guard try holders(of: form).contains(person) else {
                throw StorageError(.invalid, "person \(person) was not granted form \(form)")
            }
            return true
        case .label(let adding, _):
            return try adding.isSubset(of: living(of: form))
        case .take, .assign, .discard, .schedule, .undo:
            return true
        }
    }

    private mutating func newest(_ form: FormID) throws -> Form {
        if let known = forms[form] { return known }
        let newest = try FormRow.newest(form, connection, house: roster.house).form
        forms[form] = newest
        return newest
    }

    private mutating func holders(of form: FormID) throws -> Set<PersonID> {
        if let known = holders[form] { return known }
        let all = try Set(
            Holders.all(of: form, among: roster.verified(connection), connection).map(\.id))
        holders[form] = all
        return all
    }

    private mutating func living(of form: FormID) throws -> Set<LabelID> {
        if let known = labels[form] { return known }
        let living = try LabelRow.living(of: form, connection)
        labels[form] = living
        return living
    }
}

extension CardState {
    /// Puts the state into the card's row, and the change that led to it into the history.
    func write(
        after change: CardChange, of card: SeenCard, _ connection: Connection
    ) throws {
        let (status, held) = place.columns
        let changed = try connection.run(
            """
            UPDATE submissions SET status = \(status), held = \(held), assignee = \(assignee),
                due = \(due), version = \(version)
            WHERE id = \(card.id) AND version = \(card.version)
            """)
        guard changed == 1 else {
            throw StorageError(.unavailable, "submission \(card.id) changed meanwhile")
        }
        if case .labelled(let added, let removed) = change.kind {
            try Self.label(card.id, adding: added, removing: removed, connection)
        }
        try CardHistory.insert(change, of: card.id, connection)
    }

    private static func label(
        _ card: SubmissionID, adding added: Set<LabelID>, removing removed: Set<LabelID>,
        _ connection: Connection
    ) throws {
        for label in removed {
            try connection.run(
                "DELETE FROM card_labels WHERE submission = \(card) AND label = \(label)")
        }
        for label in added {
            try connection.run(
                "INSERT INTO card_labels (submission, label) VALUES (\(card), \(label))")
        }
    }
}
