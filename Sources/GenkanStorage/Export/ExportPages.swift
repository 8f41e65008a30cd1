import Genkan
import Sealing

/// Reads a form's submissions page by page, in the order of their ids, which is the order of their
/// arrival.
final class ExportPages {
    struct Page {
        let rows: [ExportRow]
        let keys: [DataKeyRecord]
    }

    private struct Stored: Sendable {
        let card: CardRow
        let answers: StoredEnvelope
        let clearAnswers: [Answer]
    }

    private let form: FormID
    private let session: LiveSession
    private let until: Instant
    private let readers: Readers
    private let versions: [UInt32: RegisteredForm]
    private let people: [PersonID: Person]
    private var last: SubmissionID?

    init(
        form: FormID, session: LiveSession, until: Instant, readers: Readers, roster: RosterBook
    ) async throws {
        self.form = form
        self.session = session
        self.until = until
        self.readers = readers
        let (versions, staff) = try await readers.read { connection in
            let versions = try FormRow.all(of: form, connection)
            guard !versions.isEmpty else {
                throw StorageError(.notFound, "there is no form \(form)")
            }
            try session.keychain.requireGrant(of: form, connection)
            return (versions, try roster.verified(connection).staff())
        }
        self.versions = Dictionary(uniqueKeysWithValues: versions.map { ($0.version, $0) })
        people = Dictionary(uniqueKeysWithValues: staff.map { ($0.id, $0) })
    }

    /// The next page, opened; nil after the last.
    func next(_ size: Int) async throws -> Page? {
        let after = last?.bytes ?? []
        let form = form, until = until
        let (stored, keys) = try await readers.read { connection in
            let stored = try Self.read(form, after: after, until: until, size, connection)
            return (stored, try DataKeys.read(stored.map(\.card.dataKey), connection))
        }
        guard let newLast = stored.last else { return nil }
        last = newLast.card.id
        return Page(rows: try stored.map { try open($0, keys) }, keys: Array(keys.values))
    }

    private func open(
        _ stored: Stored, _ keys: [ObjectID: DataKeyRecord]
    ) throws -> ExportRow {
        let card = stored.card
        guard let record = keys[card.dataKey] else {
            throw StorageError(.corrupted, "data key \(card.dataKey) is missing")
        }
        guard let version = versions[card.formVersion] else {
            throw StorageError(.corrupted, "submission \(card.id) has no version of its form")
        }
        let answers = try stored.answers.open(with: session.keychain, under: record)
        try card.checkReceipt(of: stored.answers.bytes)
        try ClearAnswers.compare(
            stored.clearAnswers, with: answers, of: version.form, submission: card.id)
        return ExportRow(
            id: card.id, receipt: card.receipt, receivedAt: card.receivedAt,
            place: card.state.place, assignee: card.state.assignee.flatMap { people[$0] },
            form: version, answers: answers)
    }

    private static func read(
        _ form: FormID, after: [UInt8], until: Instant, _ size: Int, _ connection: Connection
    ) throws -> [Stored] {
        // By either time: the one that was forged hides no row, because both are compared.
        let newest = SubmissionID(time: until, random: [UInt8](repeating: 0xFF, count: 10))
        let rows = try connection.all(
            """
            SELECT \(CardRow.columns), answers_id, answers FROM submissions
            WHERE form = \(form) AND id > \(after)
                AND (id <= \(newest) OR received_at <= \(until))
            ORDER BY id LIMIT \(size)
            """
        ) { row in
            (
                card: try CardRow(row),
                answers: SealedArrival.SealedBytes(id: try row[12], bytes: try row[13])
            )
        }
        return try rows.map { card, answers in
            Stored(
                card: card,
                answers: try StoredEnvelope(
                    .answers, answers, of: card.id, form: card.form, version: card.formVersion,
                    dataKey: card.dataKey),
                clearAnswers: try ClearAnswers.read(of: card.id, connection))
        }
    }
}
