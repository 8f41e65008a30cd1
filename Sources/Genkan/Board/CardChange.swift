/// What a person wants to do with a card.
public enum CardMove: Hashable, Sendable {
    /// Take it: become its assignee.
    case take
    /// Give it to a person, or to nobody.
    case assign(PersonID?)
    /// Move it to a status; out of Held as well.
    case move(to: String)
}

/// One line of a card's history: what was changed, by whom, when.
public struct CardChange: Hashable, Sendable {
    /// What was changed.
    public enum Kind: Hashable, Sendable {
        /// From one place to another.
        case moved(from: Place, to: Place)
        /// From one assignee to another.
        case assigned(from: PersonID?, to: PersonID?)
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
    /// Somebody was faster: nothing was changed. The card as it stands, and the latest change.
    case conflict(current: CardState, latest: CardChange?)
    /// The status named does not belong to the form.
    case unknownStatus
    /// There is no such submission, or it is not for this person.
    case gone
}
