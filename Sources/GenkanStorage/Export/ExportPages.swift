import Genkan
import Sealing

/// Reads a form's submissions page by page, in the order of their ids, which is the order of their
/// arrival.
struct ExportPages: Sendable {
    struct Page {
        let items: [ExportItem]
        let keys: [DataKeyRecord]

        /// The id of each row that was refused; nil for one that has none.
        var refused: [SubmissionID?] {
            items.reduce(into: []) { refused, item in
                if case .refused(let id, _) = item { refused.append(id) }
            }
        }
    }

    private struct Row: Sendable {
        /// As it stands there: somebody may have put any bytes in its place.
        let key: [UInt8]
        let stored: Result<Stored, any Error>

        var card: CardRow? { try? stored.get().card }

        var size: Int {
            guard let stored = try? stored.get() else { return 0 }
            return stored.card.title.bytes.count + stored.answers.bytes.count
        }
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
    private let house: HousePublicKey
    private let people: [PersonID: Person]
    private var versions: [UInt32: RegisteredForm]
    private var last: [UInt8]?

    init(
        form: FormID, session: LiveSession, until: Instant, readers: Readers, roster: RosterBook
    ) async throws {
        self.form = form
        self.session = session
        self.until = until
        self.readers = readers
        house = roster.house
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

    /// The next page, opened: as many rows as asked, fewer when they hold `bytes` before; nil after
    /// the last.
    mutating func next(rows most: Int, bytes: Int) async throws -> Page? {
        let after = last
        let form = form, until = until, house = house, known = Set(versions.keys)
        let (rows, keys, newer) = try await readers.read { connection in
            let rows = try Self.read(
                form, after: after, until: until, (most, bytes), connection)
            let cards = rows.compactMap(\.card)
            // A clock that went back lets in what answers a version of after the beginning.
            let areKnown = cards.allSatisfy { known.contains($0.formVersion) }
            let newer = try areKnown ? [] : FormRow.all(of: form, connection, house: house)
            return (rows, try DataKeys.read(cards.map(\.dataKey), connection), newer)
        }
        guard let newLast = rows.last else { return nil }
        last = newLast.key
        for version in newer { versions[version.version] = version }
        return Page(items: try rows.map { try item($0, keys) }, keys: Array(keys.values))
    }

    private func item(_ row: Row, _ keys: [ObjectID: DataKeyRecord]) throws -> ExportItem {
        let opened = Result { try open(try row.stored.get(), keys) }
        switch opened {
        case .success(let opened): return .opened(opened)
        case .failure(let error):
            return .refused(SubmissionID(bytes: row.key), try Self.refusal(error))
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
        _ form: FormID, after: [UInt8]?, until: Instant, _ most: (rows: Int, bytes: Int),
        _ connection: Connection
    ) throws -> [Row] {
        // By either time: the one that was forged hides no row, because both are compared.
        let newest = SubmissionID(time: until, random: [UInt8](repeating: 0xFF, count: 10))
        let begin: SQL = if let after { "id > \(after)" } else { "id >= x''" }
        return try connection.first(
            of: """
                SELECT \(CardRow.columns), answers_id, answers FROM submissions
                WHERE form = \(form) AND \(begin)
                    AND (id <= \(newest) OR received_at <= \(until))
                ORDER BY id LIMIT \(most.rows)
                """, bytes: most.bytes, size: { (row: Row) in row.size }
        ) { row in
            let key: [UInt8] = try row[0]
            do {
                return Row(key: key, stored: .success(try stored(row, connection)))
            } catch {
                return Row(key: key, stored: .failure(try refusal(error)))
            }
        }.values
    }

    private static func stored(_ row: SQLRow, _ connection: Connection) throws -> Stored {
        let card = try CardRow(row)
        let answers = SealedArrival.SealedBytes(
            id: try row[CardRow.width], bytes: try row[CardRow.width + 1])
        return Stored(
            card: card,
            answers: try StoredEnvelope(
                .answers, answers, of: card.id, form: card.form, version: card.formVersion,
                dataKey: card.dataKey),
            clearAnswers: try ClearAnswers.read(of: card.id, connection))
    }
}
