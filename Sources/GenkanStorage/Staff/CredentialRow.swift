import Genkan
import Sealing

/// A credential with the person key sealed to it: one row, written and read as one.
struct CredentialRow: Hashable, Sendable {
    let credential: Credential
    let personKey: SealedPersonKey

    func insert(_ connection: Connection, now: Instant) throws {
        let cost: ScryptCost? =
            if case .password(let cost) = credential.derivation { cost } else { nil }
        try connection.run(
            """
            INSERT INTO credentials (id, person, kind, log_n, r, p, salt, public_key, agreement,
                signing, created_at)
            VALUES (\(credential.id), \(credential.person),
                \(cost == nil ? "recovery-code" : "password"), \(cost.map { Int($0.logN) }),
                \(cost.map { Int($0.r) }), \(cost.map { Int($0.p) }), \(credential.salt),
                \(credential.publicBytes), \(personKey.agreement), \(personKey.signing), \(now))
            """)
    }

    /// The credentials of a person, oldest first. Nothing of them is believed before one unlocks.
    static func all(of person: ObjectID, _ connection: Connection) throws -> [CredentialRow] {
        try connection.all(
            """
            SELECT id, kind, log_n, r, p, salt, public_key, agreement, signing FROM credentials
            WHERE person = \(person) ORDER BY id
            """
        ) { try CredentialRow($0, of: person) }
    }

    init(credential: Credential, personKey: SealedPersonKey) {
        self.credential = credential
        self.personKey = personKey
    }

    /// From a row of id, kind, cost (three columns), salt, public key and the two boxes.
    init(_ row: SQLRow, of person: ObjectID) throws {
        let id: ObjectID = try row[0]
        credential = try Credential(
            id: id, person: person, derivation: try Self.derivation(row, of: id), salt: row[5],
            publicBytes: row[6])
        personKey = SealedPersonKey(
            person: person, credential: id, agreement: try row[7], signing: try row[8])
    }

    private static func derivation(
        _ row: SQLRow, of id: ObjectID
    ) throws -> Credential.Derivation {
        if try row[1] == "recovery-code" { return .recoveryCode }
        guard let logN = UInt8(exactly: try row[2] as Int),
            let r = UInt8(exactly: try row[3] as Int),
            let p = UInt8(exactly: try row[4] as Int),
            let cost = ScryptCost(logN: logN, r: r, p: p)
        else {
            throw StorageError(.corrupted, "credential \(id) has a scrypt cost out of bounds")
        }
        return .password(cost)
    }
}
