import Genkan
import Sealing

/// A stored submission to which another one's key leads.
struct EarlierRow {
    private let id: SubmissionID
    private let answersCode: [UInt8]?

    /// Nil when it was deleted meanwhile.
    init?(_ id: SubmissionID, _ connection: Connection) throws {
        let code = try connection.first(
            "SELECT answers_code FROM submissions WHERE id = \(id)"
        ) { try $0[0] as [UInt8]? }
        guard let code else { return nil }
        self.id = id
        answersCode = code
    }

    /// `.repeated` for the same answers within seven days, `.conflict` for others; nil later, when the
    /// key is good for another submission.
    func outcome(
        of answers: [UInt8], at now: Instant, _ connection: Connection
    ) throws -> ArrivalOutcome? {
        let begun = Instant(microseconds: id.milliseconds * 1000)
        guard let answersCode, now < begun.advanced(by: ArrivalMemory.retryLifetime) else {
            return nil
        }
        guard answersCode == answers else { return .conflict }
        let stored = try connection.first(
            "SELECT answers FROM submissions WHERE id = \(id)"
        ) { try $0[0] as [UInt8] }
        guard let stored, let receipt = Receipt(of: id, digest: try Envelope.digest(of: stored))
        else { throw StorageError(.corrupted, "submission \(id) has no receipt") }
        return .repeated(receipt)
    }
}
