public import Genkan

/// One submission of an export.
public enum ExportItem: Sendable {
    /// Opened, and what was sealed.
    case opened(ExportRow)
    /// Not what was signed and sealed: nothing of it is lent but its id, nil when what stands there
    /// is none, and what refused it, a `StorageError` or a `SealingError`.
    case refused(SubmissionID?, any Error)
}

/// One submission of an export, opened.
public struct ExportRow: Sendable {
    /// The submission.
    public let id: SubmissionID
    /// The code that the visitor has.
    public let receipt: ReceiptCode
    /// When it was stored.
    public let receivedAt: Instant
    /// Where it stands.
    public let place: Place
    /// Who has it; nil for nobody and for somebody who has left.
    public let assignee: Person?
    /// The form in the version that the visitor filled in.
    public let form: RegisteredForm
    /// All answers.
    public let answers: Answers
}
