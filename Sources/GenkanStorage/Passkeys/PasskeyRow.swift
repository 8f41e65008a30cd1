import Genkan
import Sealing

/// A passkey with everything that lies beside it: one row. Nothing of it is believed before the record
/// was verified.
struct PasskeyRow: Sendable {
    let record: PasskeyRecord
    /// The person key, sealed to the record's credential; nil when that is nil.
    let personKey: SealedPersonKey?
    let credentialID: [UInt8]
    let counter: UInt32
    let isBackedUp: Bool
    let name: String
    let created: Instant
    var used: Instant?
    /// When a copy of it was seen last.
    var cloned: Instant?

    /// False when the house has a passkey with this credential id.
    func insert(_ connection: Connection) throws -> Bool {
        let credential = record.credential
        return try connection.run(
            """
            INSERT INTO passkeys (id, person, credential_id, content, signature, salt, public_key,
                agreement, signing, counter, is_backed_up, name, created_at)
            VALUES (\(record.id), \(record.person), \(credentialID), \(record.content),
                \(record.signature), \(credential?.salt), \(credential?.publicBytes),
                \(personKey?.agreement), \(personKey?.signing), \(Int64(counter)),
                \(isBackedUp), \(name), \(created))
            ON CONFLICT (credential_id) DO NOTHING
            """) == 1
    }

    /// Puts the counter of a use in the place of the one that was read; false when another use was
    /// faster, or the passkey is gone.
    func use(
        counter next: UInt32, isBackedUp: Bool, _ connection: Connection, now: Instant
    ) throws -> Bool {
        try connection.run(
            """
            UPDATE passkeys SET counter = \(Int64(next)), is_backed_up = \(isBackedUp),
                used_at = \(now)
            WHERE id = \(record.id) AND counter = \(Int64(counter))
            AND signature = \(record.signature)
            """) == 1
    }

    /// Keeps that a copy was seen.
    func markCloned(_ connection: Connection, now: Instant) throws {
        try connection.run("UPDATE passkeys SET cloned_at = \(now) WHERE id = \(record.id)")
    }

    private static let columns: SQL = """
        SELECT id, person, credential_id, content, signature, salt, public_key, agreement, signing,
            counter, is_backed_up, name, created_at, used_at, cloned_at FROM passkeys
        """

    /// The passkeys of a person, oldest first.
    static func all(of person: ObjectID, _ connection: Connection) throws -> [PasskeyRow] {
        try connection.all("\(columns) WHERE person = \(person) ORDER BY id") { try read($0) }
    }

    /// The passkey with this credential id, whoever's it is.
    static func find(
        _ credentialID: [UInt8], _ connection: Connection
    ) throws -> PasskeyRow? {
        try connection.first("\(columns) WHERE credential_id = \(credentialID)") { try read($0) }
    }

    /// Whether a person has any.
    static func isAny(of person: ObjectID, _ connection: Connection) throws -> Bool {
        try connection.exists("SELECT 1 FROM passkeys WHERE person = \(person)")
    }

    /// Removes all passkeys of somebody who leaves; answers how many.
    @discardableResult
    static func removeAll(of person: ObjectID, _ connection: Connection) throws -> Int {
        try connection.run("DELETE FROM passkeys WHERE person = \(person)")
    }

    private static func read(_ row: SQLRow) throws -> PasskeyRow {
        let id: ObjectID = try row[0], person: ObjectID = try row[1]
        let salt: [UInt8]? = try row[5]
        var credential: Credential?
        var personKey: SealedPersonKey?
        if let salt {
            // What cannot be a credential is none, and then the signature is not over this row.
            credential = try? Credential(
                id: id, person: person, derivation: .passkey, salt: salt, publicBytes: row[6])
            personKey = try SealedPersonKey(
                person: person, credential: id, agreement: row[7], signing: row[8])
        }
        return PasskeyRow(
            record: try PasskeyRecord(
                id: id, person: person, content: row[3], credential: credential,
                signature: row[4]),
            personKey: personKey, credentialID: try row[2], counter: try row[9],
            isBackedUp: try row[10], name: try row[11], created: try row[12], used: try row[13],
            cloned: try row[14])
    }
}
