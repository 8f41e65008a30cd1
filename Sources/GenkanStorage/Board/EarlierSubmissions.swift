public import Genkan

/// What else a person has sent, as far as somebody may open it.
public struct EarlierSubmissions: Sendable {
    /// The submission whose person it is, as its row has it.
    public let receipt: ReceiptCode
    /// Its form as it is today.
    public let form: RegisteredForm
    /// Whether there is an e-mail address or a telephone number to look for.
    public internal(set) var hasContact = false
    /// Those found, the newest first.
    public internal(set) var found: [Found] = []
    /// Whether there are more than are shown.
    public internal(set) var hasMore = false
    /// How many of the newest submissions were looked through.
    public internal(set) var searched = 0
    /// Whether older ones were left out.
    public internal(set) var isCut = false
    /// How many are not what was sealed, and were passed over.
    public internal(set) var refusedCount = 0
    /// The first of them.
    public internal(set) var refused: [SubmissionID] = []

    init(receipt: ReceiptCode, form: RegisteredForm) {
        self.receipt = receipt
        self.form = form
    }

    /// One of them.
    public struct Found: Sendable {
        /// The form as it is today.
        public let form: RegisteredForm
        /// The card, its titles opened.
        public let card: Card
        /// What it has in common.
        public let shared: ContactPoints
    }

    /// No more ids than these are kept of what was refused.
    private static let mostRefused = 100

    mutating func refuse(_ submission: SubmissionID) {
        refusedCount += 1
        if refused.count < Self.mostRefused { refused.append(submission) }
    }
}
