/// One submission as an export has it.
public struct ExportEntry: Hashable, Sendable {
    /// The code that the visitor has.
    public let receipt: ReceiptCode
    /// When it was stored.
    public let receivedAt: Instant
    /// Where on the board it stands.
    public let place: Place
    /// The name of the person who has it.
    public let assignee: StaffName?
    /// The form in the version that the visitor filled in.
    public let form: Form
    /// The opened answers; nil where they could not be opened, which the row says.
    public let answers: Answers?

    /// Takes the parts.
    public init(
        receipt: ReceiptCode, receivedAt: Instant, place: Place, assignee: StaffName?, form: Form,
        answers: Answers?
    ) {
        self.receipt = receipt
        self.receivedAt = receivedAt
        self.place = place
        self.assignee = assignee
        self.form = form
        self.answers = answers
    }
}
