public import Genkan
import Sealing

extension BoardStore {
    /// What of a form waits for a person today, the longest waiting first.
    ///
    /// - Parameter limit: how many cards of each kind.
    /// - Throws: as ``page(_:_:for:now:)``.
    public func today(
        _ form: FormID, limit: Int = 20, for session: LiveSession, now: Instant
    ) async throws -> TodayForm {
        let roster = roster
        let found = try await readers.read { connection in
            let desk = try FormDesk.read(form, for: session, roster: roster, connection)
            let reader = try CardReader.read(
                session.person.id, of: desk.form, now: now, connection)
            let parts = try TodayPart.allCases.map { part in
                let columns = BoardColumns(
                    reader: reader, filter: part.filter(of: desk.form), order: .oldest,
                    limit: min(max(limit, 1), 100), connection: connection)
                return (part: part, found: try columns.first(isOpen: part.isOfOpenCards))
            }
            let keys = try DataKeys.read(
                parts.flatMap(\.found.cards.rows).map(\.card.dataKey), connection)
            return (desk: desk, parts: parts, keys: keys)
        }
        var opening = CardOpening(keys: found.keys, keychain: session.keychain)
        let parts = found.parts.map { part in
            TodayForm.Part(
                part: part.part, count: part.found.count, cards: opening.open(part.found.cards))
        }
        await DataKeys.wrap(found.keys.values, with: session.keychain, writer)
        return TodayForm(desk: found.desk, parts: parts, refused: opening.refused)
    }
}

/// What of one form waits for a person.
public struct TodayForm: Sendable {
    /// The form, its people and labels.
    public let desk: FormDesk
    /// Every kind, in order.
    public let parts: [Part]
    /// Submissions that are not what was stored.
    public let refused: [SubmissionID]

    /// The cards of one kind.
    public struct Part: Sendable {
        /// Which kind.
        public let part: TodayPart
        /// How many there are in all.
        public let count: Int
        /// Those that have waited longest.
        public let cards: [Card]
    }
}

/// Why a card waits for a person.
public enum TodayPart: String, CaseIterable, Sendable {
    /// Somebody has called them in a note.
    case mentioned
    /// It should be done by now, whoever has it.
    case overdue
    /// They have it, and it is not done.
    case mine
    /// It is not done, and nobody has it: it has just come in, or was moved on without being taken.
    case unassigned

    /// Whether no card that is done is among them.
    var isOfOpenCards: Bool { self != .mentioned }

    /// The filter that shows the same on the board.
    public func filter(of form: RegisteredForm) -> BoardFilter {
        switch self {
        case .mentioned: BoardFilter(isMentioned: true)
        case .overdue: BoardFilter(isOverdue: true)
        case .mine:
            BoardFilter(columns: Set(form.openStatuses + [Status.heldID]), assignee: .me)
        case .unassigned:
            BoardFilter(columns: Set(form.openStatuses + [Status.heldID]), assignee: .nobody)
        }
    }
}
