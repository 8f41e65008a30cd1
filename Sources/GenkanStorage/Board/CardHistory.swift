import Genkan

/// The history of a card: one row for each change, written in the transaction that makes it.
enum CardHistory {
    static func insert(
        _ change: CardChange, of submission: SubmissionID, _ connection: Connection
    ) throws {
        let (kind, old, new): (String, String?, String?) =
            switch change.kind {
            case .moved(let from, let to): ("moved", from.stored, to.stored)
            case .assigned(let from, let to): ("assigned", from?.description, to?.description)
            }
        try connection.run(
            """
            INSERT INTO changes (submission, version, at, person, kind, old_value, new_value)
            VALUES (\(submission), \(change.version), \(change.at), \(change.by), \(kind), \(old),
                \(new))
            """)
    }

    /// Every change of a card, oldest first.
    static func all(of submission: SubmissionID, _ connection: Connection) throws -> [CardChange] {
        try connection.all(
            """
            SELECT version, at, person, kind, old_value, new_value FROM changes
            WHERE submission = \(submission) ORDER BY version
            """, change)
    }

    /// The latest change of a card.
    static func latest(of submission: SubmissionID, _ connection: Connection) throws -> CardChange?
    {
        try connection.first(
            """
            SELECT version, at, person, kind, old_value, new_value FROM changes
            WHERE submission = \(submission) ORDER BY version DESC LIMIT 1
            """, change)
    }

    private static func change(_ row: SQLRow) throws -> CardChange {
        let old: String? = try row[4]
        let new: String? = try row[5]
        let kind: CardChange.Kind =
            if try row[3] == "moved" {
                .moved(from: try Place(stored: old ?? ""), to: try Place(stored: new ?? ""))
            } else {
                .assigned(from: try person(old), to: try person(new))
            }
        return CardChange(kind: kind, by: try row[2], at: try row[1], version: try row[0])
    }

    private static func person(_ text: String?) throws -> PersonID? {
        guard let text else { return nil }
        guard let person = PersonID(text) else {
            throw StorageError(.corrupted, "a change names a person by no id")
        }
        return person
    }
}
