import Genkan
import Sealing

/// Reads a form's submissions page by page, in the order of their ids, which is the order of their
/// arrival.
final class ExportPages {
    struct Page {
        let items: [ExportItem]
        let keys: [DataKeyRecord]
    }

    private struct Row: Sendable {
        let id: SubmissionID
        let stored: Result<Stored, any Error>
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
            let versions = try FormRow.all(of: form, connection, house: roster.house)
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
        let (rows, keys) = try await readers.read { connection in
            let rows = try Self.read(form, after: after, until: until, size, connection)
            let ids = rows.compactMap { try? $0.stored.get().card.dataKey }
            return (rows, try DataKeys.read(ids, connection))
        }
        guard let newLast = rows.last else { return nil }
        last = newLast.id
        return Page(items: try rows.map { try item($0, keys) }, keys: Array(keys.values))
    }

    private func item(_ row: Row, _ keys: [ObjectID: DataKeyRecord]) throws -> ExportItem {
        let opened = Result { try open(try row.stored.get(), keys) }
        switch opened {
        case .success(let opened): return .opened(opened)
        case .failure(let error): return .refused(row.id, try Self.refusal(error))
        }
    }

    /// The error, when it says that this row is not what was sealed; everything else is thrown.
    private static func refusal(_ error: any Error) throws -> any Error {
        switch error {
        case let error as StorageError where error.code == .corrupted: return error
        case let error as SealingError where error.code != .unavailable: return error
        default: throw error
        }
    }

    private func open(
        _ stored: Stored, _ keys: [ObjectID: DataKeyRecord]
    ) throws -> ExportRow {
        let card = stored.card
        guard let record = keys[card.dataKey] else {
            throw StorageError(.corrupted, "data key \(card.dataKey) is missing")
        }
        guard let version = versions[card.formVersion] else {
            throw StorageError(
                .corrupted,
                "version \(card.formVersion) of form \(card.form) is missing or not what was signed"
            )
        }
        let answers = try stored.answers.open(with: session.keychain, under: record)
        try ClearAnswers.compare(
            stored.clearAnswers, with: answers, of: version.form, submission: card.id)
        return ExportRow(
            id: card.id, receipt: card.receipt, receivedAt: card.receivedAt,
            place: card.state.place, assignee: card.state.assignee.flatMap { people[$0] },
            form: version, answers: answers)
    }

    private static func read(
        _ form: FormID, after: [UInt8], until: Instant, _ size: Int, _ connection: Connection
    ) throws -> [Row] {
        // By either time: the one that was forged hides no row, because both are compared.
        let newest = SubmissionID(time: until, random: [UInt8](repeating: 0xFF, count: 10))
        return try connection.all(
            """
            SELECT \(CardRow.columns), answers_id, answers FROM submissions
            WHERE form = \(form) AND id > \(after)
                AND (id <= \(newest) OR received_at <= \(until))
            ORDER BY id LIMIT \(size)
            """
        ) { row in
            let id: SubmissionID = try row[0]
            do {
                return Row(id: id, stored: .success(try stored(row, connection)))
            } catch {
                return Row(id: id, stored: .failure(try refusal(error)))
            }
        }
    }

    private static func stored(_ row: SQLRow, _ connection: Connection) throws -> Stored {
        let card = try CardRow(row)
        let answers = SealedArrival.SealedBytes(id: try row[12], bytes: try row[13])
        return Stored(
            card: card,
            answers: try StoredEnvelope(
                .answers, answers, of: card.id, form: card.form, version: card.formVersion,
                dataKey: card.dataKey),
            clearAnswers: try ClearAnswers.read(of: card.id, connection))
    }
}
