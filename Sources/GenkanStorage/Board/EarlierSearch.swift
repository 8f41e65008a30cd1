import Genkan
import Sealing

/// The newest submissions of every form that somebody may open, to be looked through.
struct EarlierGround: Sendable {
    /// A form's genuine versions; those that are not stand nowhere.
    let versions: [FormID: [UInt32: RegisteredForm]]
    /// The newest first.
    let ids: [SubmissionID]
    /// Whether there are older ones.
    let isCut: Bool

    /// Of the forms that ask for an address or a number in any version.
    static func read(
        besides submission: SubmissionID, most: Int, for session: LiveSession,
        house: HousePublicKey, _ connection: Connection
    ) throws -> EarlierGround {
        let forms = try connection.all("SELECT id FROM forms ORDER BY id") { try $0[0] as FormID }
        var versions: [FormID: [UInt32: RegisteredForm]] = [:]
        var ids: [SubmissionID] = []
        for form in forms where try session.keychain.holdsGrant(of: form, connection) {
            let all = try FormRow.all(of: form, connection, house: house)
            guard all.contains(where: { ContactPoints.areAsked(by: $0.form) }) else { continue }
            versions[form] = Dictionary(all.map { ($0.version, $0) }) { first, _ in first }
            // What is older than so many of the forms before need not be read.
            let oldest: SQL = ids.count > most ? "id > \(ids[most])" : "1"
            ids += try connection.all(
                """
                SELECT id FROM submissions WHERE form = \(form) AND \(oldest)
                ORDER BY id DESC LIMIT \(most + 2)
                """
            ) { try? $0[0] as SubmissionID }.compactMap(\.self).filter { $0 != submission }
            ids.sort(by: >)
            ids = Array(ids.prefix(most + 1))
        }
        return EarlierGround(
            versions: versions, ids: Array(ids.prefix(most)), isCut: ids.count > most)
    }

    /// The newest genuine version of a form.
    func newest(_ form: FormID) -> RegisteredForm? {
        versions[form]?.values.max { $0.version < $1.version }
    }
}

/// Rows that were looked for by their ids, as many as may be held at once.
struct EarlierRows: Sendable {
    /// Opened answers take a few times their sealed bytes.
    private static let mostRows = 100
    private static let mostBytes = 2 << 20

    struct Row: Sendable {
        let id: SubmissionID
        /// Nil where it cannot be read.
        let stored: Stored?
    }

    struct Stored: Sendable {
        let card: CardRow
        let answers: StoredEnvelope
    }

    let rows: [Row]
    let keys: [ObjectID: DataKeyRecord]
    /// The ids that are still to be read.
    let rest: ArraySlice<SubmissionID>

    init(_ ids: ArraySlice<SubmissionID>, _ connection: Connection) throws {
        let wanted = ids.prefix(Self.mostRows)
        let (rows, isWhole) = try connection.first(
            of: """
                SELECT \(CardRow.columns), answers_id, answers FROM submissions
                WHERE id IN (\(SQL.list(wanted))) ORDER BY id DESC
                """, bytes: Self.mostBytes,
            size: { (row: Row) in
                guard let stored = row.stored else { return 0 }
                return stored.answers.bytes.count + stored.card.title.bytes.count
            }
        ) { row in Row(id: try row[0], stored: try? Self.stored(row)) }
        self.rows = rows
        keys = try DataKeys.read(rows.compactMap(\.stored?.card.dataKey), connection)
        if isWhole {
            rest = ids.dropFirst(wanted.count)
        } else {
            rest = rows.last.map { last in ids.drop { $0 >= last.id } } ?? []
        }
    }

    private static func stored(_ row: SQLRow) throws -> Stored {
        let card = try CardRow(row)
        let answers = SealedArrival.SealedBytes(
            id: try row[CardRow.width], bytes: try row[CardRow.width + 1])
        return Stored(
            card: card,
            answers: try StoredEnvelope(
                .answers, answers, of: card.id, form: card.form, version: card.formVersion,
                dataKey: card.dataKey))
    }
}
