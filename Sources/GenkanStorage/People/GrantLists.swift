import Genkan
import Sealing

/// Who can open what, as the rows of grants say. They are taken at their word: whoever writes to the
/// database can make somebody appear in a list, and opens nothing by it.
enum GrantLists {
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
        ) { row in (person: try? row[0] as ObjectID, count: try row[1] as Int) }
        return Dictionary(
            rows.compactMap { row in row.person.map { ($0, row.count) } }
        ) { first, _ in first }
    }

    /// Who holds the newest key of a form, since when.
    static func holders(
        of form: ObjectID, _ connection: Connection
    ) throws -> [(person: ObjectID, since: Instant)] {
        try connection.all(
            "SELECT person, created_at FROM grants WHERE form = \(form) AND \(ofNewest)"
        ) { row in
            // Somebody may have put there what is no id.
            guard let person = try? row[0] as ObjectID else { return nil }
            return (person: person, since: try row[1] as Instant)
        }.compactMap(\.self)
    }

    /// Grants a form, every generation of it, and writes that down. Nothing is granted by somebody
    /// who lacks one: what was sent under it would stay shut, and nobody would know.
    ///
    /// - Returns: one event for each generation; none when the giver cannot pass the form on whole.
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
        guard generations.allSatisfy({ giver.holds(form, generation: $0) }) else { return [] }
        return try generations.map { generation in
            let grant = try giver.grant(form, generation: generation, to: person)
            try FormKeyRow.insert(grant, connection, now: now)
            return AuditEvent(
                id: try mint.id(at: now), at: now, kind: .formGranted,
                actor: .person(PersonID(giver.person.id)), form: FormID(form),
                details: [.id(.person, PersonID(person.id)), .number(.number, generation)])
        }
    }
}
