/// Which cards of a form somebody wants to see. What is nil or empty keeps nothing back; everything else
/// must hold at once.
public struct BoardFilter: Hashable, Sendable {
    /// The ids of the columns it may stand in, `held` and `spam` among them.
    public var columns: Set<String>
    /// Who has the card.
    public var assignee: Assignee?
    /// Labels that the card must have, every one of them.
    public var labels: Set<LabelID>
    /// When it is to be done.
    public var due: Due?
    /// Whether only what the reader has not looked at yet.
    public var isUnread: Bool
    /// Whether only what should be done by now: its day is over, or it has waited longer than the form
    /// promises.
    public var isOverdue: Bool
    /// Whether only what has a note that calls the reader by name and that they have not looked at.
    public var isMentioned: Bool
    /// Received on this day or later, in the form's zone.
    public var from: Day?
    /// Received on this day or earlier, in the form's zone.
    public var to: Day?
    /// Answers that the card must have to fields that are not personal.
    public var answers: [String: String]

    /// A filter that keeps nothing back, or what it is given.
    public init(
        columns: Set<String> = [], assignee: Assignee? = nil, labels: Set<LabelID> = [],
        due: Due? = nil, isUnread: Bool = false, isOverdue: Bool = false, isMentioned: Bool = false,
        from: Day? = nil, to: Day? = nil, answers: [String: String] = [:]
    ) {
        self.columns = columns
        self.assignee = assignee
        self.labels = labels
        self.due = due
        self.isUnread = isUnread
        self.isOverdue = isOverdue
        self.isMentioned = isMentioned
        self.from = from
        self.to = to
        self.answers = answers
    }

    /// Who has a card.
    public enum Assignee: Hashable, Sendable {
        /// The reader.
        case me
        /// Nobody.
        case nobody
        /// A person.
        case person(PersonID)
    }

    /// When a card is to be done, by the day of today.
    public enum Due: String, CaseIterable, Sendable {
        /// Before today.
        case past
        /// Today or before.
        case today
        /// Within seven days, or before today.
        case week
        /// Some day.
        case any
        /// No day was said.
        case none
    }

    /// Whether it keeps nothing back.
    public var isEmpty: Bool { self == BoardFilter() }
}
