public import Genkan

extension BoardStore {
    /// Deletes submissions that are held or marked as spam, with their answers, files, notes and history; in
    /// the audit trail, in the same transaction, is who did it. Large files are deleted in several transactions. Nothing brings them back but a backup.
    ///
    /// Each is deleted if it is still what was seen and still stands there, and left alone otherwise. What is
    /// deleted is overwritten (`secure_delete`); its data key goes with the next sweep when no other submission
    /// needs it.
    ///
    /// - Parameter cards: at most ``mostAtOnce``.
    /// - Returns: for each card in order `.changed` when it is gone, `.unchanged` for one that stands elsewhere,
    ///   `.conflict` or `.gone`.
    /// - Throws: `.invalid` for too many.
    public func delete(
        _ cards: [SeenCard], of form: FormID, for session: LiveSession, now: Instant
    ) async throws -> [ChangeOutcome] {
        guard cards.count <= Self.mostAtOnce else {
            throw StorageError(.invalid, "\(cards.count) cards were to be deleted at once")
        }
        var outcomes: [ChangeOutcome] = []
        while outcomes.count < cards.count {
            outcomes += try await deleteSome(
                Array(cards[outcomes.count...]), of: form, for: session, now: now)
        }
        return outcomes
    }

    /// How many bytes of files one transaction deletes: each is overwritten, and others wait meanwhile.
    private static let largestSlice = 16 << 20

    /// Deletes the first of some cards, one at least, in one transaction.
    private func deleteSome(
        _ cards: [SeenCard], of form: FormID, for session: LiveSession, now: Instant
    ) async throws -> [ChangeOutcome] {
        let mint = mint
        return try await writer.write { connection in
            guard try session.keychain.holdsGrant(of: form, connection) else {
                return cards.map { _ in .gone }
            }
            var events: [AuditEvent] = [], outcomes: [ChangeOutcome] = []
            var bytes = 0
            for card in cards {
                bytes += try FileRow.byteCount(of: card.id, connection)
                guard outcomes.isEmpty || bytes <= Self.largestSlice else { break }
                let outcome = try Self.delete(card, of: form, connection)
                outcomes.append(outcome)
                guard case .changed = outcome else { continue }
                events.append(
                    AuditEvent(
                        id: try mint.id(at: now), at: now, kind: .submissionDeleted,
                        actor: .person(session.person.id), form: form, submission: card.id))
            }
            try AuditTrail.append(events, to: connection)
            return outcomes
        }
    }

    private static func delete(
        _ card: SeenCard, of form: FormID, _ connection: Connection
    ) throws -> ChangeOutcome {
        guard let (owner, state) = try CardRow.state(of: card.id, connection), owner == form else {
            return .gone
        }
        guard state.version == card.version else {
            return .conflict(
                current: state,
                since: try CardHistory.newest(20, of: card.id, since: card.version, connection))
        }
        guard state.place.mayBeDeleted else { return .unchanged(version: state.version) }
        try connection.run("DELETE FROM submissions WHERE id = \(card.id)")
        return .changed(version: card.version)
    }
}
