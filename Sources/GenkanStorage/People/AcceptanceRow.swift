import Genkan
import Sealing

/// What somebody who accepted has set up: it waits here, beside the credentials, until an
/// administrator confirms.
struct AcceptanceRow: Hashable, Sendable {
    let invitation: ObjectID
    let acceptance: AcceptedInvitation
    let acceptedAt: Instant
    let credential: CredentialRow
    let secondFactor: SealedSecondFactor?

    func insert(_ connection: Connection) throws {
        let own = credential.credential
        guard case .password(let cost) = own.derivation else {
            throw StorageError(.invalid, "an invitation is accepted with a password")
        }
        try connection.run(
            """
            INSERT INTO acceptances (invitation, document, accepted_at, credential, log_n, r, p,
                salt, public_key, agreement, signing, second_factor)
            VALUES (\(invitation), \(acceptance.bytes), \(acceptedAt), \(own.id),
                \(Int(cost.logN)), \(Int(cost.r)), \(Int(cost.p)), \(own.salt),
                \(own.publicBytes), \(credential.personKey.agreement),
                \(credential.personKey.signing), \(secondFactor?.sealed))
            """)
    }

    static func read(
        _ invitation: ObjectID, of person: ObjectID, _ connection: Connection
    ) throws -> AcceptanceRow? {
        try connection.first(
            """
            SELECT credential, 'password', log_n, r, p, salt, public_key, agreement, signing,
                document, accepted_at, second_factor
            FROM acceptances WHERE invitation = \(invitation)
            """
        ) { row in
            let sealed: [UInt8]? = try row[11]
            return AcceptanceRow(
                invitation: invitation, acceptance: AcceptedInvitation(bytes: try row[9]),
                acceptedAt: try row[10], credential: try CredentialRow(row, of: person),
                secondFactor: sealed.map { SealedSecondFactor(person: person, sealed: $0) })
        }
    }
}
