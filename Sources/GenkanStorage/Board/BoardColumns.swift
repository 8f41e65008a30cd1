import Genkan

/// The columns of a board as they are read: counts from an index alone, and the rows that stand first.
struct BoardColumns {
    struct Rows: Sendable {
        let column: Column
        let count: Int
        let cards: Cards
    }

    /// Rows read one by one: what cannot be read does not hide the others.
    struct Cards: Sendable {
        /// What the titles of one column may hold together, sealed.
        private static let mostBytes = 2 << 20

        private(set) var rows: [CardRow] = []
        private(set) var unreadable: [SubmissionID] = []
        /// How many rows were read, readable or not.
        private(set) var count = 0
        /// Whether the bound in bytes came before the one in rows.
        private(set) var isCut = false

        init() {}

        init(_ sql: SQL, _ connection: Connection) throws {
            let (found, isWhole) = try connection.first(
                of: sql, bytes: Self.mostBytes,
                size: { (found: Found) in found.card?.title.bytes.count ?? 0 }
            ) { Found(id: try? $0[0] as SubmissionID, card: try? CardRow($0)) }
            count = found.count
            isCut = !isWhole
            rows = found.compactMap(\.card)
            unreadable = found.filter { $0.card == nil }.compactMap(\.id)
        }

        private struct Found {
            let id: SubmissionID?
            let card: CardRow?
        }
    }

    private let form: RegisteredForm
    private let limit: Int
    private let direction: SQL
    private let connection: Connection

    static func read(
        _ form: RegisteredForm, limit: Int, _ order: BoardOrder, _ connection: Connection
    ) throws -> [Rows] {
        try BoardColumns(
            form: form, limit: limit, direction: order == .oldest ? "ASC" : "DESC",
            connection: connection
        ).all()
    }

    private func all() throws -> [Rows] {
        let counts = try Dictionary(
            connection.all(
                """
                SELECT status, count(*) FROM submissions
                WHERE form = \(form.id) AND held IS NULL GROUP BY status
                """
            ) { (try $0[0] as String, try $0[1] as Int) }, uniquingKeysWith: +)
        return try Column.all(of: form.form, occupied: counts.keys).map { column in
            switch column.kind {
            case .held:
                return try held(column)
            case .status, .former:
                let count = counts[column.id] ?? 0
                let cards = try count == 0 ? Cards() : status(column.id)
                return Rows(column: column, count: count, cards: cards)
            }
        }
    }

    private func held(_ column: Column) throws -> Rows {
        let count = try connection.number(
            "SELECT count(*) FROM submissions WHERE form = \(form.id) AND held IS NOT NULL")
        let cards = try Cards(
            """
            SELECT \(CardRow.columns) FROM submissions WHERE form = \(form.id) AND held IS NOT NULL
            ORDER BY received_at \(direction), id \(direction) LIMIT \(limit)
            """, connection)
        return Rows(column: column, count: Int(count ?? 0), cards: cards)
    }

    private func status(_ status: String) throws -> Cards {
        try Cards(
            """
            SELECT \(CardRow.columns) FROM submissions
            WHERE form = \(form.id) AND held IS NULL AND status = \(status)
            ORDER BY received_at \(direction), id \(direction) LIMIT \(limit)
            """, connection)
    }
}
