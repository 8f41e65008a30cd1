import Genkan
import Sealing

/// Who can open what, as the rows of grants say. They are taken at their word: whoever writes to the
/// database can make somebody appear in a list, and opens nothing by it.
enum GrantRows {
    private static let ofNewest: SQL = """
        generation = (SELECT max(generation) FROM form_keys WHERE form_keys.form = grants.form)
        """

    /// The forms of which a person holds the newest key.
    static func forms(of person: ObjectID, _ connection: Connection) throws -> [ObjectID] {
        try connection.all(
            "SELECT form FROM grants WHERE person = \(person) AND \(ofNewest) ORDER BY form"
        ) { try $0[0] as ObjectID }
    }

    /// How many forms each person holds the newest key of.
    static func counts(_ connection: Connection) throws -> [ObjectID: Int] {
        let rows = try connection.all(
            "SELECT person, count(*) FROM grants WHERE \(ofNewest) GROUP BY person"
        ) { (person: try $0[0] as ObjectID, count: try $0[1] as Int) }
        return Dictionary(rows.map { ($0.person, $0.count) }) { first, _ in first }
    }

    /// Who holds the newest key of a form, since when.
    static func holders(
        of form: ObjectID, _ connection: Connection
    ) throws -> [(person: ObjectID, since: Instant)] {
        try connection.all(
            "SELECT person, created_at FROM grants WHERE form = \(form) AND \(ofNewest)"
        ) { (person: try $0[0] as ObjectID, since: try $0[1] as Instant) }
    }

    /// Grants everything that the giver holds of a form, and writes it down: every generation, so
    /// that what was sent under an older one is read as well.
    static func pass(
        _ form: ObjectID, from giver: Keychain, to person: VerifiedPerson,
        _ connection: Connection, mint: Mint, now: Instant
    ) throws -> [AuditEvent] {
        let generations = try connection.all(
            """
            SELECT generation FROM form_keys WHERE form = \(form) AND NOT EXISTS (
                SELECT 1 FROM grants WHERE grants.form = form_keys.form
                    AND grants.generation = form_keys.generation AND person = \(person.id))
            ORDER BY generation
            """
        ) { try $0[0] as UInt32 }
        return try generations.filter { giver.holds(form, generation: $0) }.map { generation in
            let grant = try giver.grant(form, generation: generation, to: person)
            try FormKeyRow.insert(grant, connection, now: now)
            return AuditEvent(
                id: try mint.id(at: now), at: now, kind: .formGranted,
                actor: .person(PersonID(giver.person.id)), form: FormID(form),
                details: [.id(.person, PersonID(person.id)), .number(.number, generation)])
        }
    }
}
