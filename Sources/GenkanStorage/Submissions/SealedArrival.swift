import Genkan
import Sealing

/// A finished, sealed row: all that the writer gets to see of a submission.
struct SealedArrival: Sendable {
    let id: SubmissionID
    let receipt: ReceiptCode
    let form: FormID
    let formVersion: UInt32
    let firstStatus: String
    let receivedAt: Instant
    let held: HeldReason?
    let dataKey: DataKeyRecord
    let title: SealedBytes
    let answers: SealedBytes
    let clearAnswers: [Answer]
    /// How a retry is recognised: says nothing about the answers to who lacks the key.
    let retry: RetryDigest?
    /// A keyed code of form, sender and answers, for forms without a key: ten minutes in memory.
    let recognition: [UInt8]?
    let mark: CaptchaMark?
    let event: AuditEvent

    /// An envelope with its id.
    struct SealedBytes: Sendable {
        let id: ObjectID
        let bytes: [UInt8]
    }
}

/// What became of one row of a batch.
enum ArrivalOutcome: Equatable, Sendable {
    case stored
    case repeated(ReceiptCode)
    case conflict
    case captchaReplayed
    /// Another submission has this receipt code: draw another.
    case receiptTaken
    /// The data key's row is gone, changed or of an old generation: seal under a new one.
    case keyGone
    /// The row violates a rule of the schema.
    case failed
}
