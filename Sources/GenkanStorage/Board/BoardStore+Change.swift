public import Genkan

extension BoardStore {
    /// How many cards one action may change.
    public static let mostAtOnce = 200

    /// One action on one card; see the one on several.
    public func change(
        _ submission: SubmissionID, _ action: CardAction, expecting version: Int64,
        for session: LiveSession, now: Instant
    ) async throws -> ChangeOutcome {
        let seen = SeenCard(id: submission, version: version)
        return try await change([seen], action, for: session, now: now).first ?? .gone
    }

    /// One action on several cards: each is changed if it is still what was seen, and left alone
    /// otherwise. History and audit events are written in the same transaction.
    ///
    /// The change names the version it saw. When somebody was faster nothing is changed, and the
    /// outcome shows the card as it stands with the latest change. A card with an infected file is not
    /// accepted along with others: that would let the file out unseen.
    ///
    /// - Parameter form: whose cards they are to be; a card of another form is `.gone`.
    /// - Returns: an outcome for each card, in order.
    /// - Throws: `.invalid` when there are more cards than ``mostAtOnce``, or a card is given to
    ///   somebody who could not open it: who is not in the roster, is nobody's account, or was not
    ///   granted the form.
    public func change(
        _ cards: [SeenCard], of form: FormID? = nil, _ action: CardAction,
        for session: LiveSession, now: Instant
    ) async throws -> [ChangeOutcome] {
        guard cards.count <= Self.mostAtOnce else {
            throw StorageError(.invalid, "\(cards.count) cards were to be changed at once")
        }
        let roster = roster, mint = mint
        return try await writer.write { connection in
            var changing = CardChanging(
                form: form, session: session, roster: roster, mint: mint, now: now,
                connection: connection)
            let outcomes = try cards.map {
                try changing.apply(action, to: $0, isAlone: cards.count == 1)
            }
            try AuditTrail.append(changing.events, to: connection)
            return outcomes
        }
    }

    /// Takes back the person's own latest change of each card, if nobody has changed it since and
    /// it is not longer ago than ``undoTime``.
    ///
    /// - Parameter cards: with the versions that the changes gave them.
    /// - Returns: an outcome for each card, in order; `.unchanged` for what cannot be taken back.
    public func undo(
        _ cards: [SeenCard], of form: FormID? = nil, for session: LiveSession, now: Instant
    ) async throws -> [ChangeOutcome] {
        guard cards.count <= Self.mostAtOnce else {
            throw StorageError(.invalid, "\(cards.count) changes were to be undone at once")
        }
        let roster = roster, mint = mint
        return try await writer.write { connection in
            var changing = CardChanging(
                form: form, session: session, roster: roster, mint: mint, now: now,
                connection: connection)
            let outcomes = try cards.map { try changing.undo($0, within: Self.undoTime) }
            try AuditTrail.append(changing.events, to: connection)
            return outcomes
        }
    }

    /// How long a change can be undone. The page offers it for half a minute; what was on its way then
    /// still arrives in time.
    public static let undoTime = Duration.seconds(45)
}

/// A card at the version that somebody saw.
public struct SeenCard: Hashable, Sendable {
    /// The card.
    public let id: SubmissionID
    /// Its version.
    public let version: Int64

    /// Takes the two.
    public init(id: SubmissionID, version: Int64) {
        self.id = id
        self.version = version
    }
}

extension CardChange {
    /// The audit event of the change.
    func event(of submission: SubmissionID, form: FormID, mint: Mint) throws -> AuditEvent {
        AuditEvent(
            id: try mint.id(at: at), at: at, kind: kind.auditKind, actor: .person(by), form: form,
            submission: submission, details: kind.auditDetails + [.number(.version, version)])
    }
}

extension CardChange.Kind {
    fileprivate var auditKind: AuditKind {
        switch self {
        case .moved: .submissionMoved
        case .assigned: .submissionAssigned
        case .scheduled: .submissionScheduled
        case .labelled: .submissionLabelled
        }
    }

    fileprivate var auditDetails: [AuditDetail] {
        switch self {
        case .moved(let from, let to):
            [.word(.from, from.columnID), .word(.to, to.columnID)]
        case .assigned(let from, let to):
            [from.map { .id(.assigneeBefore, $0) }, to.map { .id(.assigneeAfter, $0) }]
                .compactMap(\.self)
        case .scheduled(let from, let to):
            [
                from.map { .word(.from, $0.description) }, to.map { .word(.to, $0.description) },
            ].compactMap(\.self)
        case .labelled(let added, let removed):
            [.number(.added, added.count), .number(.removed, removed.count)]
        }
    }
}
