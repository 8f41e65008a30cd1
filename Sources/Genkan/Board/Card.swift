/// A submission as the board shows it.
public struct Card: Hashable, Sendable, Identifiable {
    /// The submission.
    public let id: SubmissionID
    /// The code that the visitor has.
    public let receipt: ReceiptCode
    /// When it was stored.
    public let receivedAt: Instant
    /// The version of the form that the visitor filled in.
    public let formVersion: UInt32
    /// The answers to the title fields, opened; nil where they could not be opened.
    public let titles: Answers?
    /// Where it stands, with whom, at which version.
    public let state: CardState

    /// Takes the parts.
    public init(
        id: SubmissionID, receipt: ReceiptCode, receivedAt: Instant, formVersion: UInt32,
        titles: Answers?, state: CardState
    ) {
        self.id = id
        self.receipt = receipt
        self.receivedAt = receivedAt
        self.formVersion = formVersion
        self.titles = titles
        self.state = state
    }
}

/// What of a card the staff can change.
public struct CardState: Hashable, Sendable {
    /// Where it stands.
    public let place: Place
    /// Who has it.
    public let assignee: PersonID?
    /// Counts the changes, from 1; every change names the version it saw.
    public let version: Int64

    /// Takes the parts.
    public init(place: Place, assignee: PersonID?, version: Int64) {
        self.place = place
        self.assignee = assignee
        self.version = version
    }
}
