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

    /// The roster that follows the one of the proof, with these people instead.
    ///
    /// - Throws: `PeopleRefusal.lastAdministrator` when it would list none.
    func next(_ people: [RosterPerson], signedBy proven: Proven) throws -> VerifiedRoster {
        guard people.contains(where: { $0.role == .administrator }) else {
            throw PeopleRefusal.lastAdministrator
        }
        return try proven.roster.succeeded(
            by: people, signer: proven.entry.id, signedWith: proven.signingKey())
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
