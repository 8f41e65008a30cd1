public import Genkan
public import Sealing

extension StaffStore {
    /// Gives a person another password: a new credential in the place of the one that the old password
    /// opened, with the same person key sealed to it. Grants and passkeys stay.
    ///
    /// - Returns: false for a wrong old password.
    /// - Throws: `.crowded` when too many wait; `PeopleRefusal.changedMeanwhile` when the
    ///   credential is another one by then.
    public func changePassword(
        of session: LiveSession, from old: Password, to new: Password, now: Instant
    ) async throws -> Bool {
        let person = session.person.id
        guard let proven = try await prove(person, password: old) else {
            try await record([event(.credentialRefused, by: .person(person), now: now)])
            return false
        }
        let key = try proven.row.personKey.open(
            with: proven.pair, of: proven.row.credential, for: proven.entry)
        let id = try newID(now), house = house, cost = cost
        let made = try await scrypt.run(.known) {
            try Credential.create(
                id: id, person: proven.entry.id, password: new, cost: cost, house: house)
        }
        let row = CredentialRow(
            credential: made.credential, personKey: try key.sealed(to: made.credential))
        let event = try event(.passwordChanged, by: .person(person), now: now)
        let former = proven.row.credential
        try await writer.write { connection in
            let gone = try connection.run(
                """
                DELETE FROM credentials
                WHERE id = \(former.id) AND public_key = \(former.publicBytes)
                """)
            guard gone == 1 else { throw PeopleRefusal.changedMeanwhile }
            try row.insert(connection, now: now)
            try AuditTrail.append([event], to: connection)
        }
        return true
    }
}
