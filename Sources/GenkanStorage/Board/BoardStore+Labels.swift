public import Genkan

extension BoardStore {
    /// Makes a label, gives it another name or tone, or removes it with everything that it marks.
    ///
    /// - Throws: `.notFound` without such a form; `.notAllowed` without a grant.
    public func change(
        _ change: LabelChange, of form: FormID, for session: LiveSession, now: Instant
    ) async throws -> LabelOutcome {
        let mint = mint
        return try await writer.write { connection in
            try session.keychain.requireGrant(of: form, connection)
            let outcome = try Self.apply(change, of: form, mint, now, connection)
            guard case .changed(let label) = outcome else { return outcome }
            let event = AuditEvent(
                id: try mint.id(at: now), at: now, kind: change.auditKind,
                actor: .person(session.person.id), form: form, details: [.id(.label, label)])
            try AuditTrail.append([event], to: connection)
            return outcome
        }
    }

    private static func apply(
        _ change: LabelChange, of form: FormID, _ mint: Mint, _ now: Instant,
        _ connection: Connection
    ) throws -> LabelOutcome {
        let living = try LabelRow.living(of: form, connection)
        switch change {
        case .make(let name, let tone):
            guard living.count < LabelRow.most,
                try LabelRow.count(of: form, connection) < LabelRow.mostEver
            else { return .full }
            guard try !LabelRow.isTaken(name, of: form, besides: nil, connection) else {
                return .taken
            }
            let id: LabelID = try mint.id(at: now)
            try connection.run(
                """
                INSERT INTO labels (id, form, name, name_key, tone)
                VALUES (\(id), \(form), \(name.text), \(name.key), \(tone.rawValue))
                """)
            return .changed(id)
        case .change(let label, let name, let tone):
            guard living.contains(label) else { return .gone }
            guard try !LabelRow.isTaken(name, of: form, besides: label, connection) else {
                return .taken
            }
            try connection.run(
                """
                UPDATE labels SET name = \(name.text), name_key = \(name.key),
                    tone = \(tone.rawValue)
                WHERE id = \(label)
                """)
            return .changed(label)
        case .remove(let label):
            guard living.contains(label) else { return .gone }
            try connection.run("UPDATE labels SET removed_at = \(now) WHERE id = \(label)")
            try connection.run("DELETE FROM card_labels WHERE label = \(label)")
            return .changed(label)
        }
    }
}

/// What is done with a form's labels.
public enum LabelChange: Hashable, Sendable {
    /// A new one.
    case make(LabelName, Label.Tone)
    /// Another name or tone.
    case change(LabelID, LabelName, Label.Tone)
    /// Removed, and taken off every card.
    case remove(LabelID)

    fileprivate var auditKind: AuditKind {
        switch self {
        case .make: .labelMade
        case .change: .labelChanged
        case .remove: .labelRemoved
        }
    }
}

/// What became of a change of labels.
public enum LabelOutcome: Hashable, Sendable {
    /// It is made; which label it was.
    case changed(LabelID)
    /// Not made: the form has another of this name.
    case taken
    /// Not made: the form has as many as it may have.
    case full
    /// Not made: the form has no such label, or no longer.
    case gone
}
