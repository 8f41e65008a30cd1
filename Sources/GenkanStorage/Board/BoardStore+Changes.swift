public import Genkan

extension BoardStore {
    /// A sequence with an element after something was committed, whatever it was; several commits may
    /// give one. It ends when the house closes.
    public func commits() -> AsyncStream<Void> { news.watch() }

    /// What happened to the cards of a form since a mark, each card once.
    ///
    /// The audit trail is read, whose numbers are given one after another by the one writer: nothing
    /// can come to stand before a mark that was given out.
    ///
    /// - Parameter withLooks: whether a card that the reader has opened is one of them, too: it is no longer
    ///   unread.
    /// - Throws: `.notAllowed` without a grant.
    public func changes(
        of form: FormID, since mark: ChangeMark, for session: LiveSession,
        withLooks: Bool = false
    ) async throws -> CardNews {
        try await readers.read { connection in
            try session.keychain.requireGrant(of: form, connection)
            let newest = try ChangeMark.read(connection)
            // After a restore the trail may end before the mark; one below zero was never given out.
            guard mark.number >= 0, newest >= mark, newest.number - mark.number <= Self.mostEvents
            else {
                return CardNews(mark: newest, cards: [], arrived: [], isWhole: false)
            }
            var cards: [SubmissionID] = [], arrived: [SubmissionID] = []
            var known: Set<SubmissionID> = []
            var isWhole = true
            try connection.each(
                """
                SELECT form, submission, kind, actor FROM audit
                WHERE sequence > \(mark.number) AND sequence <= \(newest.number)
                ORDER BY sequence
                """
            ) { row in
                guard try row[0] as FormID? == form, let kind = AuditKind(rawValue: try row[2])
                else { return }
                if Self.kindsOfForms.contains(kind) { isWhole = false }
                let isOwn = try row[3] as PersonID? == session.person.id
                let isLook = withLooks && isOwn && kind == .submissionOpened
                guard Self.kindsOfCards.contains(kind) || isLook,
                    let card = try row[1] as SubmissionID?, known.insert(card).inserted
                else { return }
                cards.append(card)
                if Self.kindsOfArrivals.contains(kind), !isOwn { arrived.append(card) }
            }
            return CardNews(mark: newest, cards: cards, arrived: arrived, isWhole: isWhole)
        }
    }

    /// The cards of a form that have become late since one instant and by another, and that nobody is done with:
    /// they have waited as long as it promises, or twice as long, or their day is over. At most 200 of each.
    ///
    /// - Throws: `.notAllowed` without a grant.
    public func turned(
        of form: RegisteredForm, from: Instant, to: Instant, for session: LiveSession
    ) async throws -> [SubmissionID] {
        try await readers.read { connection in
            try session.keychain.requireGrant(of: form.id, connection)
            let places: [SQL] =
                form.openStatuses.map { "held IS NULL AND status = \($0)" } + ["held IS NOT NULL"]
            var turned: [SQL] = []
            if let target = form.form.answerWithin {
                turned += [1, 2].map { times in
                    let back = Duration.zero - target * times
                    return """
                        received_at > \(from.advanced(by: back))
                            AND received_at <= \(to.advanced(by: back))
                        """
                }
            }
            if let first = form.form.zone.day(of: from), let today = form.form.zone.day(of: to),
                first < today
            {
                turned.append("due >= \(first) AND due < \(today)")
            }
            return try turned.flatMap { turned in
                try places.flatMap { place in
                    try connection.all(
                        """
                        SELECT id FROM submissions
                        WHERE form = \(form.id) AND \(place) AND \(turned) LIMIT 100
                        """
                    ) { try $0[0] as SubmissionID }
                }
            }
        }
    }

    /// Whoever was away for longer reads the page anew.
    private static let mostEvents: Int64 = 20_000

    private static let kindsOfCards: Set<AuditKind> = [
        .submissionStored, .submissionEntered, .submissionMoved, .submissionAssigned,
        .submissionScheduled, .submissionLabelled, .submissionNoted, .submissionDeleted,
    ]

    private static let kindsOfArrivals: Set<AuditKind> = [.submissionStored, .submissionEntered]

    /// After these the page itself is another: its columns, its labels, its people.
    private static let kindsOfForms: Set<AuditKind> = [
        .formChanged, .labelMade, .labelChanged, .labelRemoved, .formGranted, .formRevoked,
    ]
}

/// What happened since a mark.
public struct CardNews: Hashable, Sendable {
    /// Up to where this tells.
    public let mark: ChangeMark
    /// The cards that came or changed, in the order of their first change.
    public let cards: [SubmissionID]
    /// Those of them that came, and not by the reader's own hand.
    public let arrived: [SubmissionID]
    /// False when the page must be read anew: too much has happened, or the form itself is another.
    public let isWhole: Bool
}
