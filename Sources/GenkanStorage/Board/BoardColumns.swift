import Genkan

/// The columns of a board as they are read: counts from an index alone, and the newest rows.
enum BoardColumns {
    struct Rows: Sendable {
        let column: Column
        let count: Int
        let cards: Cards
    }

    /// Rows read one by one: what cannot be read does not hide the others.
    struct Cards: Sendable {
        var rows: [CardRow] = []
        var unreadable: [SubmissionID] = []

        init() {}

        init(_ sql: SQL, _ connection: Connection) throws {
            for (id, card) in try connection.all(
                sql, { (try? $0[0] as SubmissionID, try? CardRow($0)) })
            {
                if let card { rows.append(card) } else if let id { unreadable.append(id) }
            }
        }
    }

    static func read(
        _ form: RegisteredForm, limit: Int, _ connection: Connection
    ) throws -> [Rows] {
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
                return try held(column, form.id, limit, connection)
            case .status, .former:
                let count = counts[column.id] ?? 0
                let cards = try count == 0 ? Cards() : status(column.id, form.id, limit, connection)
                return Rows(column: column, count: count, cards: cards)
            }
        }
    }

    private static func held(
        _ column: Column, _ form: FormID, _ limit: Int, _ connection: Connection
    ) throws -> Rows {
        let count = try connection.number(
            "SELECT count(*) FROM submissions WHERE form = \(form) AND held IS NOT NULL")
        let cards = try Cards(
            """
            SELECT \(CardRow.columns) FROM submissions WHERE form = \(form) AND held IS NOT NULL
            ORDER BY received_at DESC, id DESC LIMIT \(limit)
            """, connection)
        return Rows(column: column, count: Int(count ?? 0), cards: cards)
    }

    private static func status(
        _ status: String, _ form: FormID, _ limit: Int, _ connection: Connection
    ) throws -> Cards {
        try Cards(
            """
            SELECT \(CardRow.columns) FROM submissions
            WHERE form = \(form) AND held IS NULL AND status = \(status)
            ORDER BY received_at DESC, id DESC LIMIT \(limit)
            """, connection)
    }
}
