import Genkan
import Sealing

/// Rows of form keys and grants. A form key counts only after the house's signature was verified.
enum FormKeyRow {
    static func insert(_ record: FormKeyRecord, _ connection: Connection, now: Instant) throws {
        try connection.run(
            """
            INSERT INTO form_keys (form, generation, public_key, signature, created_at)
            VALUES (\(record.form), \(record.generation), \(record.publicBytes),
                \(record.signature), \(now))
            """)
    }

    static func insert(_ grant: Grant, _ connection: Connection, now: Instant) throws {
        try connection.run(
            """
            INSERT INTO grants (form, generation, person, sealed, created_at)
            VALUES (\(grant.form), \(grant.generation), \(grant.person), \(grant.sealed), \(now))
            """)
        try GrantDecision.granted.write(grant.form, to: grant.person, connection, now: now)
    }

    /// The newest key of a form, verified: what data keys are sealed to.
    static func newest(
        of form: ObjectID, _ connection: Connection, house: HousePublicKey
    ) throws -> VerifiedFormKey {
        let record = try connection.first(
            """
            SELECT form, generation, public_key, signature FROM form_keys
            WHERE form = \(form) ORDER BY generation DESC LIMIT 1
            """, Self.record)
        guard let record else {
            throw StorageError(.corrupted, "form \(form) has no key")
        }
        return try record.verified(by: house)
    }

    /// Everything that was granted to a person, each with the record of the form key it opens to.
    static func granted(
        to person: ObjectID, _ connection: Connection
    ) throws -> [GrantedForm] {
        try connection.all(
            """
            SELECT form_keys.form, form_keys.generation, public_key, signature, sealed
            FROM grants JOIN form_keys ON form_keys.form = grants.form
                AND form_keys.generation = grants.generation
            WHERE person = \(person) ORDER BY form_keys.form, form_keys.generation
            """
        ) { row in
            let key = try record(row)
            let grant = Grant(
                form: key.form, generation: key.generation, person: person, sealed: try row[4])
            return GrantedForm(key: key, grant: grant)
        }
    }

    private static func record(_ row: SQLRow) throws -> FormKeyRecord {
        FormKeyRecord(
            form: try row[0], generation: try row[1], publicBytes: try row[2],
            signature: try row[3])
    }
}
