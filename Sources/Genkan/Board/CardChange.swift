/// What a person wants to do with a card.
public enum CardAction: Hashable, Sendable {
    /// Take it: become its assignee.
    case take
    /// Give it to a person, or to nobody.
    case assign(PersonID?)
    /// Move it to a status; out of Held and out of Spam as well.
    case move(to: String)
    /// Mark it as spam.
    case discard
    /// Say until which day it is to be done, or that there is no such day.
    case schedule(Day?)
    /// Put labels on it and take labels off.
    case label(adding: Set<LabelID>, removing: Set<LabelID>)
    /// Undo a change: put what it changed back to what it was.
    case undo(CardChange.Kind)

    /// Whether it moves a card that stands so out of Held or out of Spam into a status.
    public func accepts(_ state: CardState) -> Bool {
        guard case .move = self else { return false }
        if case .status = state.place { return false }
        return true
    }
}

/// One line of a card's history: what was changed, by whom, when.
public struct CardChange: Hashable, Sendable {
    /// What was changed.
    public enum Kind: Hashable, Sendable {
        /// From one place to another.
        case moved(from: Place, to: Place)
        /// From one assignee to another.
        case assigned(from: PersonID?, to: PersonID?)
        /// From one day to another.
        case scheduled(from: Day?, to: Day?)
        /// Labels were put on and taken off.
        case labelled(added: Set<LabelID>, removed: Set<LabelID>)

        /// The change that takes this one back.
        public var inverse: Kind {
            switch self {
            case .moved(let from, let to): .moved(from: to, to: from)
            case .assigned(let from, let to): .assigned(from: to, to: from)
            case .scheduled(let from, let to): .scheduled(from: to, to: from)
            case .labelled(let added, let removed): .labelled(added: removed, removed: added)
            }
        }
    }

    /// What was changed.
    public let kind: Kind
    /// Who changed it.
    public let by: PersonID
    /// When.
    public let at: Instant
    /// The version of the card after the change.
    public let version: Int64

    /// Takes the parts.
    public init(kind: Kind, by: PersonID, at: Instant, version: Int64) {
        self.kind = kind
        self.by = by
        self.at = at
        self.version = version
    }
}

/// What came of a change.
public enum ChangeOutcome: Hashable, Sendable {
    /// It was made; the card is at this version now.
    case changed(version: Int64)
    /// Everything is as wished already: nothing was written.
    case unchanged(version: Int64)
    /// Somebody was faster: nothing was changed. The card as it stands, and what was changed since it was
    /// seen, oldest first; at most the newest 20 changes.
    case conflict(current: CardState, since: [CardChange])
    /// A virus scanner found something in a file of it, and it was to be accepted along with other cards:
    /// nothing was changed. Whoever has looked at it accepts it on its own.
    case infected(version: Int64)
    /// The status or the label named does not belong to the form.
    case unknown
    /// There is no such submission, or it is not for this person.
    case gone
}
