import Genkan
import Sealing

/// A finished, sealed row: all that the writer gets to see of a submission. A class, because it is
/// handed on from the request to the queue, the batch and the writer.
final class SealedArrival: Sendable {
    let id: SubmissionID
    let form: RegisteredForm
    let receivedAt: Instant
    let held: HeldReason?
    let source: Source
    let dataKey: DataKeyRing.Held
    let title: SealedBytes
    let answers: SealedBytes
    let files: [SealedArrivalFile]
    let clearAnswers: [Answer]
    /// By what a retry is told from other answers under the same key; nil for a form without keys.
    let answersCode: [UInt8]?
    /// A keyed code of form, sender and answers, for forms without a key: ten minutes in memory.
    let recognition: [UInt8]?
    let mark: CaptchaMark?
    let event: AuditEvent
    /// What whoever sent it gets.
    let receipt: Receipt

    init(
        id: SubmissionID, form: RegisteredForm, receivedAt: Instant, held: HeldReason?,
        source: Source, dataKey: DataKeyRing.Held, title: SealedBytes, answers: SealedBytes,
        files: [SealedArrivalFile], clearAnswers: [Answer], answersCode: [UInt8]?,
        recognition: [UInt8]?, mark: CaptchaMark?,
        event: AuditEvent, receipt: Receipt
    ) {
        self.id = id
        self.form = form
        self.receivedAt = receivedAt
        self.held = held
        self.source = source
        self.dataKey = dataKey
        self.title = title
        self.answers = answers
        self.files = files
        self.clearAnswers = clearAnswers
        self.answersCode = answersCode
        self.recognition = recognition
        self.mark = mark
        self.event = event
        self.receipt = receipt
    }

    /// Bytes of its files on the disk; 0 without any.
    var fileBytes: Int { files.reduce(0) { $0 + $1.byteCount } }

    /// Who of the staff has written it down; nil when a visitor sent it.
    var writer: PersonID? {
        guard case .person(let person) = event.actor else { return nil }
        return person
    }

    /// An envelope with its id.
    struct SealedBytes: Sendable {
        let id: ObjectID
        let bytes: [UInt8]
    }
}

/// What became of one row of a batch.
enum ArrivalOutcome: Equatable, Sendable {
    case stored
    case repeated(Receipt)
    case conflict
    case captchaReplayed
    /// The data key's row is gone, changed or of an old generation: seal under a new one.
    case keyGone
    /// The disk has no room for its files.
    case noRoom
    /// The row violates a rule of the schema.
    case failed
}
