import Genkan
import Sealing

/// When a form was last granted or declined to a person.
enum GrantDecision: String {
    case granted
    case declined

    func write(
        _ form: ObjectID, to person: ObjectID, _ connection: Connection, now: Instant
    ) throws {
        try connection.run(
            """
            INSERT INTO grant_decisions (person, form, kind, at)
            VALUES (\(person), \(form), \(rawValue), \(now))
            ON CONFLICT (person, form) DO UPDATE SET kind = excluded.kind, at = excluded.at
            """)
    }

    /// Forgets that a form was granted: the grant is gone, and it waits to be decided about again.
    static func forgetGranted(
        _ form: ObjectID, to person: ObjectID, _ connection: Connection
    ) throws {
        try connection.run(
            """
            DELETE FROM grant_decisions
            WHERE person = \(person) AND form = \(form) AND kind = \(granted.rawValue)
            """)
    }

    /// What was decided last about each form of an invitation since it was made.
    static func since(
        _ invitation: Invitation, _ connection: Connection
    ) throws -> [ObjectID: GrantDecision] {
        let rows = try connection.all(
            """
            SELECT form, kind FROM grant_decisions
            WHERE person = \(invitation.person) AND at >= \(invitation.issued)
            """
        ) { row in (form: try row[0] as ObjectID, kind: try row[1] as String) }
        return rows.reduce(into: [:]) { $0[$1.form] = GrantDecision(rawValue: $1.kind) }
    }
}
