public import Genkan
public import Sealing

extension StaffStore {
    /// Founds the house: the first administrator, the recovery person, the first roster signed by
    /// the administrator and anchored by the house key, and a copy of the house key for the
    /// recovery person.
    ///
    /// `house.state` is written just before the COMMIT, so that there never is a roster without
    /// it; a set-up that failed in between can be done again.
    ///
    /// - Throws: `.setUp` when the house is set up already.
    public func setUp(
        name: StaffName, password: Password, recoveryCode: RecoveryCode, now: Instant
    ) async throws -> Person {
        let founder = try await newPerson(password: password, now: now)
        let recovery = try newRecoveryPerson(recoveryCode, now: now)
        let (roster, anchor) = try VerifiedRoster.found(
            administrator: RosterPerson(
                name: name.text, role: .administrator, secondFactor: .none, key: founder.key),
            recovery: RosterPerson(
                name: "recovery", role: .recovery, secondFactor: .none, key: recovery.key),
            signedWith: founder.key.signingKey, house: house)
        let id = PersonID(founder.key.person)
        let event = AuditEvent(
            id: try mint.id(at: now), at: now, kind: .houseSetUp, actor: .command,
            details: [.id(.person, id), .number(.number, roster.number)])
        let book = self.roster, house = house
        try await writer.write { connection in
            guard try !connection.exists("SELECT 1 FROM rosters"),
                try !connection.exists("SELECT 1 FROM audit"),
                try !connection.exists("SELECT 1 FROM forms")
            else { throw StorageError(.setUp, "the house is already set up") }
            guard let recoveryPerson = roster.people.first(where: { $0.role == .recovery }) else {
                throw StorageError(.setUp, "the founding roster has no recovery person")
            }
            try HouseFact.publicKey.write(house.publicKey.bytes, connection)
            try HouseFact.rosterAnchor.write(anchor.bytes, connection)
            try HouseFact.sealedHouseKey.write(house.sealed(to: recoveryPerson), connection)
            try founder.row.insert(connection, now: now)
            try recovery.row.insert(connection, now: now)
            try RosterBook.insert(roster, connection, now: now)
            try AuditTrail.append([event], to: connection)
            try book.pin(roster)
        }
        return Person(id: id, name: name, role: .administrator)
    }

    /// A person key and its row, sealed to a password. scrypt runs in its queue.
    func newPerson(
        _ known: ObjectID? = nil, password: Password, now: Instant
    ) async throws -> (key: PersonKey, row: CredentialRow) {
        let person = try known ?? newID(now)
        let credentialID = try newID(now)
        let house = house, cost = cost
        let new = try await scrypt.run(.known) {
            try Credential.create(
                id: credentialID, person: person, password: password, cost: cost, house: house)
        }
        let key = try PersonKey.create(for: person)
        let sealed = try key.sealed(to: new.credential)
        return (key, CredentialRow(credential: new.credential, personKey: sealed))
    }

    private func newRecoveryPerson(
        _ code: RecoveryCode, now: Instant
    ) throws -> (key: PersonKey, row: CredentialRow) {
        let person = try newID(now)
        let new = try Credential.create(id: newID(now), person: person, recoveryCode: code)
        let key = try PersonKey.create(for: person)
        let sealed = try key.sealed(to: new.credential)
        return (key, CredentialRow(credential: new.credential, personKey: sealed))
    }
}
