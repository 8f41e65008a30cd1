public import Genkan

extension BoardStore {
    /// Deletes submissions that are held or marked as spam, with their answers, files, notes and history; who did
    /// it goes into the audit trail, in the same transaction. Nothing brings them back but a backup. Where files
    /// are large, it takes several transactions.
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
        let roster = roster, mint = mint
        return try await writer.write { connection in
            var changing = CardChanging(
                form: form, session: session, roster: roster, mint: mint, now: now,
                connection: connection)
            var outcomes: [ChangeOutcome] = []
            var bytes = 0
            for card in cards {
                bytes += try FileRow.byteCount(of: card.id, connection)
                guard outcomes.isEmpty || bytes <= Self.largestSlice else { break }
                outcomes.append(try changing.delete(card))
            }
            try AuditTrail.append(changing.events, to: connection)
            return outcomes
        }
    }
}
