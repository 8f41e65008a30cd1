public import Genkan
import Sealing

extension StaffStore {
    /// Grants a form that an invitation wanted to have granted, by somebody who can open it.
    ///
    /// - Throws: `PeopleRefusal.gone` when it waits no more; `.notHeld`.
    public func grantWaiting(
        _ form: FormID, to person: PersonID, by session: LiveSession, now: Instant
    ) async throws {
        try await decide(form, for: person, session, now: now) { reading, entry in
            let id = ObjectID(form)
            guard try session.keychain.holdsGrant(of: form, reading.connection) else {
                throw PeopleRefusal.notHeld
            }
            return try GrantRows.pass(
                id, from: session.keychain, to: entry, reading.connection, mint: self.mint,
                now: now)
        }
    }

    /// Decides that a form that an invitation wanted to have granted is not: by somebody who can open
    /// it, or by an administrator.
    ///
    /// - Throws: as ``grantWaiting(_:to:by:now:)``.
    public func declineWaiting(
        _ form: FormID, to person: PersonID, by session: LiveSession, now: Instant
    ) async throws {
        try await decide(form, for: person, session, now: now) { reading, entry in
            let holds = try session.keychain.holdsGrant(of: form, reading.connection)
            let role = reading.history.newest.person(session.keychain.person.id)?.role
            guard holds || role == .administrator else { throw PeopleRefusal.notHeld }
            try GrantDecision.declined.write(
                ObjectID(form), to: entry.id, reading.connection, now: now)
            return [
                try self.event(
                    .grantDeclined, by: .person(session.person.id), form: form,
                    details: [.id(.person, person)], now: now)
            ]
        }
    }

    /// Runs a decision about a form that waits, on the roster of that very moment.
    private func decide(
        _ form: FormID, for person: PersonID, _ session: LiveSession, now: Instant,
        _ body: @escaping @Sendable (PeopleReading, VerifiedPerson) throws -> [AuditEvent]
    ) async throws {
        let book = roster, house = house.publicKey
        try await writer.write { connection in
            let reading = PeopleReading(
                connection: connection, history: try book.history(connection), house: house,
                keychain: session.keychain)
            let waits = try reading.grants().waiting.contains {
                $0.person.id == person && $0.form.id == form
            }
            guard waits, let entry = try reading.history.newest.person(person) else {
                throw PeopleRefusal.gone
            }
            try AuditTrail.append(try body(reading, entry), to: connection)
            try reading.settle(entry.id)
        }
    }
}

extension PeopleReading {
    /// Nothing of an invitation about which all was decided has to be looked at any more.
    func settle(_ person: ObjectID) throws {
        for row in try InvitationRow.all(.confirmed, in: connection) {
            guard
                let content = try? VerifiedInvitation.verify(
                    row.document, id: row.id, history: history
                ).content, content.person == person, try undecided(content).isEmpty
            else { continue }
            try row.settle(connection)
        }
    }
}
