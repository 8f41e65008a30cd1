import Genkan
import Sealing

/// What the database keeps of a person besides the roster.
enum PersonRows {
    /// Everything that a person's old keys open, or that opens the old keys.
    static func forgetKeys(of person: ObjectID, _ connection: Connection) throws {
        try connection.run("DELETE FROM credentials WHERE person = \(person)")
        try connection.run("DELETE FROM second_factors WHERE person = \(person)")
        try PasskeyRow.removeAll(of: person, connection)
        try connection.run("DELETE FROM grants WHERE person = \(person)")
    }

    /// Everything at all. Histories and the audit trail keep the id, and the rosters the name.
    static func forget(_ person: ObjectID, _ connection: Connection) throws {
        try forgetKeys(of: person, connection)
        try connection.run("DELETE FROM grant_decisions WHERE person = \(person)")
        try connection.run("DELETE FROM last_seen WHERE person = \(person)")
        try connection.run("DELETE FROM profiles WHERE person = \(person)")
        try connection.run("DELETE FROM seen WHERE person = \(person)")
        try connection.run("DELETE FROM views WHERE person = \(person)")
        try connection.run("DELETE FROM note_mentions WHERE person = \(person)")
        try NoticeRows.forget(person, connection)
        try connection.run(
            """
            DELETE FROM invitations
            WHERE person = \(person) AND state IN ('confirmed', 'settled')
            """)
    }
}
