import Genkan

/// Rows of cards read one by one: what cannot be read does not hide the others.
struct CardRows: Sendable {
    /// What the titles of one column may hold together, sealed.
    private static let mostBytes = 2 << 20

    /// One that can be read, and whether it is unread.
    struct Row: Sendable {
        let card: CardRow
        let isUnread: Bool
    }

    private(set) var rows: [Row] = []
    private(set) var unreadable: [SubmissionID] = []
    /// How many rows were read, readable or not.
    private(set) var count = 0
    /// The last of them that has an id.
    private(set) var last: SubmissionID?
    /// Whether the bound in bytes came before the one in rows.
    private(set) var isCut = false

    init() {}

    /// - Parameter rest: the query behind `FROM submissions`.
    init(_ rest: SQL, for reader: CardReader, _ connection: Connection) throws {
        let (found, isWhole) = try connection.first(
            of: "SELECT \(CardRow.columns), (\(reader.isUnread)) FROM submissions \(rest)",
            bytes: Self.mostBytes,
            size: { (found: Found) in found.row?.card.title.bytes.count ?? 0 }
        ) { row in
            Found(id: try? row[0] as SubmissionID, row: try? Self.row(row))
        }
        count = found.count
        isCut = !isWhole
        rows = found.compactMap(\.row)
        last = found.last { $0.id != nil }?.id
        unreadable = found.filter { $0.row == nil }.compactMap(\.id)
    }

    private static func row(_ row: SQLRow) throws -> Row {
        Row(card: try CardRow(row), isUnread: try row[CardRow.width])
    }

    private struct Found {
        let id: SubmissionID?
        let row: Row?
    }
}
