/// A submission as the board shows it.
public struct Card: Hashable, Sendable, Identifiable {
    /// The submission.
    public let id: SubmissionID
    /// The code that the visitor has.
    public let receipt: ReceiptCode
    /// When it was stored.
    public let receivedAt: Instant
    /// How it came in.
    public let source: Source
    /// The version of the form that the visitor filled in.
    public let formVersion: UInt32
    /// The answers to the title fields, opened; nil where they could not be opened.
    public let titles: Answers?
    /// Where it stands, with whom, at which version.
    public let state: CardState
    /// How many notes it has.
    public let notes: Int
    /// How many files came with it.
    public let files: Int
    /// Whether the reader has work that they have not looked at yet: never opened, or noted on since.
    public let isUnread: Bool

    /// Takes the parts.
    public init(
        id: SubmissionID, receipt: ReceiptCode, receivedAt: Instant, source: Source = .web,
        formVersion: UInt32, titles: Answers?, state: CardState, notes: Int = 0,
        files: Int = 0, isUnread: Bool = false
    ) {
        self.id = id
        self.receipt = receipt
        self.receivedAt = receivedAt
        self.source = source
        self.formVersion = formVersion
        self.titles = titles
        self.state = state
        self.notes = notes
        self.files = files
        self.isUnread = isUnread
    }
}

/// What of a card the staff can change.
public struct CardState: Hashable, Sendable {
    /// Where it stands.
    public let place: Place
    /// Who has it.
    public let assignee: PersonID?
    /// Until which day it is to be done.
    public let due: Day?
    /// What it is marked with.
    public let labels: Set<LabelID>
    /// The version of a card that nobody has changed.
    public static let firstVersion: Int64 = 1

    /// Counts the changes, from ``firstVersion``; every change names the version it saw.
    public let version: Int64

    /// Takes the parts.
    public init(
        place: Place, assignee: PersonID?, due: Day? = nil, labels: Set<LabelID> = [],
        version: Int64
    ) {
        self.place = place
        self.assignee = assignee
        self.due = due
        self.labels = labels
        self.version = version
    }
}
