public import Genkan
public import Sealing

extension StaffStore {
    /// Adds a person: their key, a new roster signed by an administrator who has just given the
    /// password again, and the keys of every form that the administrator holds.
    ///
    /// - Throws: `.notAllowed` for a wrong administrator's name or password, or somebody who is no
    ///   administrator; `.invalid` for a name that is taken.
    public func add(
        name: StaffName, role: Role, password: Password, by administrator: String,
        administratorPassword: Password, now: Instant
    ) async throws -> Person {
        guard let proven = try await prove(name: administrator, password: administratorPassword),
            proven.person.role == .administrator
        else {
            try await record([event(.credentialRefused, by: .command, now: now)])
            throw StorageError(.notAllowed, "only an administrator's own password adds people")
        }
        guard try proven.roster.entry(named: name.text) == nil else {
            throw StorageError(.invalid, "somebody of that name is in the roster already")
        }
        let new = try await newPerson(password: password, now: now)
        let entry = try RosterPerson(
            name: name.text, role: role.ofRoster, secondFactor: .none, key: new.key)
        let next = try await next(
            proven.roster.people.map(\.entry) + [entry], signedBy: proven)
        let person = Person(id: PersonID(new.key.person), name: name, role: role)
        try await commit(next, person: person, row: new.row, by: proven, now: now)
        return person
    }

    private func commit(
        _ next: VerifiedRoster, person: Person, row: CredentialRow, by proven: Proven, now: Instant
    ) async throws {
        let keychain = try Keychain(
            person: proven.entry,
            agreement: proven.row.personKey.openAgreement(
                with: proven.pair, of: proven.row.credential, for: proven.entry))
        guard let entry = try next.person(person.id) else {
            throw StorageError(.invalid, "the new roster does not list the new person")
        }
        let house = house.publicKey, book = roster, mint = mint
        try await writer.write { connection in
            guard try book.verified(connection).pin == proven.roster.pin else {
                throw StorageError(.invalid, "the roster was changed meanwhile: try again")
            }
            try row.insert(connection, now: now)
            try RosterBook.insert(next, connection, now: now)
            let actor = AuditActor.person(proven.person.id)
            var events = [
                AuditEvent(
                    id: try mint.id(at: now), at: now, kind: .personAdded, actor: actor,
                    details: [
                        .id(.person, person.id), .word(.role, person.role.rawValue),
                        .number(.number, next.number),
                    ])
            ]
            let held = try FormKeyRow.granted(to: proven.entry.id, connection)
            // Who passes keys on must not do so half-blind.
            if let refused = try keychain.addGenuine(held, house: house).first { throw refused }
            for key in held.map(\.key) {
                let grant = try keychain.grant(key.form, generation: key.generation, to: entry)
                try FormKeyRow.insert(grant, connection, now: now)
                events.append(
                    AuditEvent(
                        id: try mint.id(at: now), at: now, kind: .formGranted, actor: actor,
                        form: FormID(key.form),
                        details: [.id(.person, person.id), .number(.number, key.generation)]))
            }
            try AuditTrail.append(events, to: connection)
        }
        book.pinLater(next)
    }
}
