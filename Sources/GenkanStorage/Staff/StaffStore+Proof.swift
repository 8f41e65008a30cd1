import Genkan
import Sealing

/// What an administrator's own password, given in the same request, allows: the next roster.
extension StaffStore {
    /// The signed-in administrator, proven once more. A wrong password is an audit event.
    ///
    /// - Throws: `PeopleRefusal.wrongPassword` and `.notAdministrator`.
    func proveAdministrator(
        _ session: LiveSession, _ password: Password, now: Instant
    ) async throws -> Proven {
        let person = session.person
        guard let proven = try await prove(person.id, password: password) else {
            try await record([event(.credentialRefused, by: .person(person.id), now: now)])
            throw PeopleRefusal.wrongPassword
        }
        guard proven.person.role == .administrator else { throw PeopleRefusal.notAdministrator }
        return proven
    }

    /// The roster that follows the one of the proof, with these people instead. Who has set up a second
    /// factor since must have one from now on.
    ///
    /// - Throws: `PeopleRefusal.lastAdministrator` when it would list none.
    func next(
        _ people: [RosterPerson], signedBy proven: Proven
    ) async throws -> VerifiedRoster {
        guard people.contains(where: { $0.role == .administrator }) else {
            throw PeopleRefusal.lastAdministrator
        }
        let raised = try await raised(people, after: proven.roster)
        return try proven.roster.succeeded(
            by: raised, signer: proven.entry.id, signedWith: proven.signingKey())
    }

    /// These people, each who has a second factor marked so. Who comes with new keys has none of before.
    private func raised(
        _ people: [RosterPerson], after roster: VerifiedRoster
    ) async throws -> [RosterPerson] {
        let owners = try await readers.read { try SecondFactorRow.owners($0) }
        return try people.map { person in
            let isSame = roster.person(person.id)?.entry.agreementBytes == person.agreementBytes
            guard isSame, person.secondFactor == .none, owners.contains(person.id) else {
                return person
            }
            return try person.changed(secondFactor: .required)
        }
    }

    /// Signs a roster for no other reason than that people have set up second factors since the last:
    /// whenever an administrator has just given the credential.
    func raiseSecondFactors(signedBy proven: Proven, now: Instant) async throws {
        guard proven.person.role == .administrator else { return }
        let people = proven.roster.people.map(\.entry)
        let raised = try await raised(people, after: proven.roster)
        let news = zip(people, raised).filter { $0 != $1 }.map { PersonID($1.id) }
        guard !news.isEmpty else { return }
        let next = try await next(people, signedBy: proven)
        let events = try news.map { person in
            try event(
                .secondFactorRequired, by: .person(proven.person.id),
                details: [.id(.person, person), .number(.number, next.number)], now: now)
        }
        try await commit(next, after: proven, now: now) { connection in
            try AuditTrail.append(events, to: connection)
        }
    }

    /// Runs a change of people in one transaction, on the very roster it was proven against, and
    /// remembers the next one.
    func commit<Value: Sendable>(
        _ next: VerifiedRoster, after proven: Proven, now: Instant,
        _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        let book = roster
        let value = try await writer.write { connection in
            guard try book.verified(connection).pin == proven.roster.pin else {
                throw PeopleRefusal.changedMeanwhile
            }
            try RosterBook.insert(next, connection, now: now)
            return try body(connection)
        }
        book.pinLater(next)
        return value
    }
}

extension StaffStore.Proven {
    /// The signing half, for the next roster or an invitation.
    func signingKey() throws(SealingError) -> SigningKey {
        try row.personKey.openSigning(with: pair, of: row.credential, for: entry)
    }
}

extension VerifiedRoster {
    /// Whether somebody else than this person goes by the name.
    func isTaken(_ name: StaffName, butBy person: ObjectID? = nil) throws -> Bool {
        guard let found = try entry(named: name.text) else { return false }
        return found.entry.id != person
    }

    /// Everybody but this person, for the next roster.
    func others(than person: ObjectID) -> [RosterPerson] {
        people.filter { $0.id != person }.map(\.entry)
    }
}
