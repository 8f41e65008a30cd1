public import Genkan

extension BoardStore {
    /// Takes, assigns or moves a card; out of Held as well.
    ///
    /// The change names the version it saw. When somebody was faster nothing is changed, and the
    /// answer shows the card as it stands with the latest change. History and audit event are
    /// written in the same transaction.
    ///
    /// - Throws: `.invalid` when the card is given to somebody who could not open it: who is not
    ///   in the roster, is nobody's account, or was not granted the form.
    public func change(
        _ submission: SubmissionID, _ move: CardMove, expecting version: Int64,
        for session: LiveSession, now: Instant
    ) async throws -> ChangeOutcome {
        let roster = roster, mint = mint
        return try await writer.write { connection in
            guard let (form, state) = try CardRow.state(of: submission, connection),
                try session.keychain.holdsGrant(of: form, connection)
            else { return .gone }
            guard state.version == version else {
                let latest = try CardHistory.latest(of: submission, connection)
                return .conflict(current: state, latest: latest)
            }
            guard version < Int64.max else {
                throw StorageError(.corrupted, "the version of submission \(submission) is forged")
            }
            switch move {
            case .move(let status):
                let current = try FormRow.newest(form, connection, house: roster.house)
                guard current.form.status(status) != nil else { return .unknownStatus }
            case .assign(.some(let person)) where person != state.assignee:
                let holders = try Holders.all(
                    of: form, among: roster.verified(connection), connection)
                guard holders.contains(where: { $0.id == person }) else {
                    throw StorageError(.invalid, "person \(person) was not granted form \(form)")
                }
            case .take, .assign:
                break
            }
            guard let (next, change) = state.applying(move, by: session.person.id, at: now) else {
                return .changed(version: state.version)
            }
            try Self.write(next, change, of: submission, expecting: version, connection)
            let event = try change.event(of: submission, form: form, mint: mint)
            try AuditTrail.append([event], to: connection)
            return .changed(version: next.version)
        }
    }

    private static func write(
        _ state: CardState, _ change: CardChange, of submission: SubmissionID,
        expecting version: Int64, _ connection: Connection
    ) throws {
        let (status, held): (String?, String?) =
            switch state.place {
            case .status(let id): (id, nil)
            case .held(let reason): (nil, reason.rawValue)
            }
        let changed = try connection.run(
            """
            UPDATE submissions SET status = \(status), held = \(held),
                assignee = \(state.assignee), version = \(state.version)
            WHERE id = \(submission) AND version = \(version)
            """)
        guard changed == 1 else {
            throw StorageError(.unavailable, "submission \(submission) changed meanwhile")
        }
        try CardHistory.insert(change, of: submission, connection)
    }
}

extension CardChange {
    /// The audit event of the change.
    func event(of submission: SubmissionID, form: FormID, mint: Mint) throws -> AuditEvent {
        let (auditKind, details): (AuditKind, [AuditDetail]) =
            switch kind {
            case .moved(let from, let to):
                (.submissionMoved, [.word(.from, from.columnID), .word(.to, to.columnID)])
            case .assigned(let from, let to):
                (
                    .submissionAssigned,
                    [
                        from.map { .id(.assigneeBefore, $0) }, to.map { .id(.assigneeAfter, $0) },
                    ].compactMap { $0 }
                )
            }
        return AuditEvent(
            id: try mint.id(at: at), at: at, kind: auditKind, actor: .person(by), form: form,
            submission: submission, details: details + [.number(.version, version)])
    }
}
