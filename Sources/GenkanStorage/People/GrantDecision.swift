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

    /// The forms that were declined to somebody, or revoked from them, since then.
    static func declined(
        for person: ObjectID, since: Int64, _ connection: Connection
    ) throws -> Set<ObjectID> {
        Set(
            try connection.all(
                """
                SELECT form FROM grant_decisions
                WHERE person = \(person) AND at >= \(since) AND kind = \(declined.rawValue)
                """
            ) { try $0[0] as ObjectID })
    }

    /// The forms about which somebody has decided since then.
    static func decided(
        for person: ObjectID, since: Int64, _ connection: Connection
    ) throws -> Set<ObjectID> {
        Set(
            try connection.all(
                "SELECT form FROM grant_decisions WHERE person = \(person) AND at >= \(since)"
            ) { try $0[0] as ObjectID })
    }
}
