import Genkan

/// The columns of a board as they are read: counts from an index alone where nothing is filtered, and
/// the rows that stand first.
struct BoardColumns {
    struct Rows: Sendable {
        let column: Column
        let count: Int
        let cards: CardRows
    }

    let reader: CardReader
    let filter: BoardFilter
    let order: BoardOrder
    let limit: Int
    let connection: Connection

    /// Every column with its first rows.
    func all() throws -> (columns: [Rows], spam: Int) {
        let counts = try counts()
        let columns = try Column.all(of: reader.form.form, occupied: counts.keys)
            .map { column in
                let count = counts[column.id] ?? 0
                let cards = try count == 0 ? CardRows() : rows(of: column.id, after: nil)
                return Rows(column: column, count: count, cards: cards)
            }
        return (columns, counts[Status.spamID] ?? 0)
    }

    /// The rows of one column that come behind a card, wherever that stands by now.
    func rows(of column: String, after card: SubmissionID?) throws -> CardRows {
        try CardRows(part(of: column, after: card), for: reader, connection)
    }

    /// The same without what they hold.
    func ids(of column: String, after card: SubmissionID?) throws -> [SubmissionID] {
        try connection.all("SELECT id FROM submissions \(part(of: column, after: card))") {
            try $0[0]
        }
    }

    private func part(of column: String, after card: SubmissionID?) -> SQL {
        let form = reader.form.id
        let place: SQL =
            column == Status.heldID
            ? "held IS NOT NULL" : "held IS NULL AND status = \(column)"
        return """
            WHERE form = \(form) AND \(place) AND \(behind(card)) AND \(reader.condition(filter))
            ORDER BY received_at \(order.direction), id \(order.direction) LIMIT \(limit)
            """
    }

    /// The rows of every column that stand first, and how many there are in all.
    ///
    /// - Parameter isOpen: whether only what is to be worked on is asked for.
    func first(isOpen: Bool) throws -> (count: Int, cards: CardRows) {
        let form = reader.form.id, open: SQL = isOpen ? reader.isAmongOpen : "1"
        let condition = SQL.all(of: [open, reader.condition(filter)])
        let count = try connection.number(
            "SELECT count(*) FROM submissions WHERE form = \(form) AND \(condition)")
        let cards = try CardRows(
            """
            WHERE form = \(form) AND \(condition)
            ORDER BY received_at \(order.direction), id \(order.direction) LIMIT \(limit)
            """, for: reader, connection)
        return (Int(count ?? 0), cards)
    }

    private func behind(_ card: SubmissionID?) -> SQL {
        guard let card else { return "1" }
        // Every id carries its time, so that a card that was deleted meanwhile still has a place.
        let at = Instant(microseconds: card.milliseconds * 1000)
        let received: SQL =
            "ifnull((SELECT received_at FROM submissions WHERE id = \(card)), \(at))"
        switch order {
        case .newest: return "(received_at, id) < (\(received), \(card))"
        case .oldest: return "(received_at, id) > (\(received), \(card))"
        }
    }

    /// By the ids of the columns, `held` and `spam` among them.
    func counts() throws -> [String: Int] {
        let form = reader.form.id, condition = reader.condition(filter)
        var counts = try Dictionary(
            connection.all(
                """
                SELECT status, count(*) FROM submissions
                WHERE form = \(form) AND held IS NULL AND \(condition) GROUP BY status
                """
            ) { (try $0[0] as String, try $0[1] as Int) }, uniquingKeysWith: +)
        let held = try connection.number(
            """
            SELECT count(*) FROM submissions
            WHERE form = \(form) AND held IS NOT NULL AND \(condition)
            """)
        counts[Status.heldID] = Int(held ?? 0)
        return counts
    }
}

extension BoardOrder {
    fileprivate var direction: SQL {
        switch self {
        case .newest: "DESC"
        case .oldest: "ASC"
        }
    }
}
