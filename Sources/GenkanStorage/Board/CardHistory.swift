import Genkan

/// The history of a card: one row for each change, written in the transaction that makes it.
enum CardHistory {
    private static let columns: SQL = "version, at, person, kind, old_value, new_value"

    static func insert(
        _ change: CardChange, of submission: SubmissionID, _ connection: Connection
    ) throws {
        let stored = change.kind.stored
        try connection.run(
            """
            INSERT INTO changes (submission, version, at, person, kind, old_value, new_value)
            VALUES (\(submission), \(change.version), \(change.at), \(change.by), \(stored.kind),
                \(stored.old), \(stored.new))
            """)
    }

    /// How many changes of a card are read at once.
    private static let most = 200

    /// The newest changes of a card, oldest first. All of them stand in the audit trail.
    static func newest(
        of submission: SubmissionID, _ connection: Connection
    ) throws -> [CardChange] {
        try connection.all(
            """
            SELECT \(columns) FROM changes WHERE submission = \(submission)
            ORDER BY version DESC LIMIT \(most)
            """, change
        ).reversed()
    }

    /// The newest changes of a card after one of its versions, oldest first.
    static func newest(
        _ count: Int, of submission: SubmissionID, since version: Int64, _ connection: Connection
    ) throws -> [CardChange] {
        try connection.all(
            """
            SELECT \(columns) FROM changes
            WHERE submission = \(submission) AND version > \(version)
            ORDER BY version DESC LIMIT \(count)
            """, change
        ).reversed()
    }

    /// The latest change of a card.
    static func latest(of submission: SubmissionID, _ connection: Connection) throws -> CardChange?
    {
        try connection.first(
            """
            SELECT \(columns) FROM changes WHERE submission = \(submission)
            ORDER BY version DESC LIMIT 1
            """, change)
    }

    /// Who wrote a submission down, as the audit trail has it.
    static func enteredBy(
        _ submission: SubmissionID, _ connection: Connection
    ) throws -> PersonID? {
        try connection.first(
            """
            SELECT actor FROM audit WHERE submission = \(submission)
                AND kind = \(AuditKind.submissionEntered.rawValue)
            """
        ) { try $0[0] as PersonID? }.flatMap(\.self)
    }

    private static func change(_ row: SQLRow) throws -> CardChange {
        CardChange(
            kind: try CardChange.Kind(stored: row[3], old: row[4], new: row[5]), by: try row[2],
            at: try row[1], version: try row[0])
    }
}

extension CardChange.Kind {
    /// The word of the kind, and what was and what is, as texts.
    fileprivate var stored: (kind: String, old: String?, new: String?) {
        switch self {
        case .moved(let from, let to): ("moved", from.stored, to.stored)
        case .assigned(let from, let to): ("assigned", from?.description, to?.description)
        case .scheduled(let from, let to): ("scheduled", from?.description, to?.description)
        case .labelled(let added, let removed):
            ("labelled", LabelList.text(removed), LabelList.text(added))
        }
    }

    fileprivate init(stored kind: String, old: String?, new: String?) throws {
        switch kind {
        case "moved":
            self = .moved(from: try Place(stored: old ?? ""), to: try Place(stored: new ?? ""))
        case "assigned":
            self = .assigned(
                from: try Self.read(old, PersonID.init), to: try Self.read(new, PersonID.init))
        case "scheduled":
            self = .scheduled(from: try Self.read(old, Day.init), to: try Self.read(new, Day.init))
        case "labelled":
            self = .labelled(
                added: try Set(LabelList.read(new)), removed: try Set(LabelList.read(old)))
        default:
            throw StorageError(.corrupted, "a change is of an unknown kind")
        }
    }

    private static func read<Value>(_ text: String?, _ value: (String) -> Value?) throws -> Value? {
        guard let text else { return nil }
        guard let value = value(text) else {
            throw StorageError(.corrupted, "a change names what it changed by no id and no day")
        }
        return value
    }
}
