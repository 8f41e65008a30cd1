public import Genkan
import Sealing

extension StaffStore {
    /// Grants a form that an invitation wanted to have granted, by somebody who can open it.
    ///
    /// - Throws: `PeopleRefusal.notHeld` for who cannot pass the form on; `.gone` when it waits no more.
    public func grantWaiting(
        _ form: FormID, to person: PersonID, by session: LiveSession, now: Instant
    ) async throws {
        try await decide(form, for: person, session, now: now) { reading in
            try reading.mayGrant(form)
        } decision: { reading, entry in
            let events = try GrantLists.pass(
                ObjectID(form), from: session.keychain, to: entry, reading.connection,
                mint: self.mint, now: now)
            guard !events.isEmpty else { throw PeopleRefusal.notHeld }
            return events
        }
    }

    /// Decides that a form that an invitation wanted to have granted is not: by somebody who can open
    /// it, or by an administrator.
    ///
    /// - Throws: as ``grantWaiting(_:to:by:now:)``.
    public func declineWaiting(
        _ form: FormID, to person: PersonID, by session: LiveSession, now: Instant
    ) async throws {
        try await decide(form, for: person, session, now: now) { reading in
            let role = reading.history.newest.person(session.keychain.person.id)?.role
            return try role == .administrator || reading.mayGrant(form)
        } decision: { reading, entry in
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
        may: @escaping @Sendable (PeopleReading) throws -> Bool,
        decision: @escaping @Sendable (PeopleReading, VerifiedPerson) throws -> [AuditEvent]
    ) async throws {
        let book = roster, house = house.publicKey
        try await writer.write { connection in
            let reading = PeopleReading(
                connection: connection, history: try book.history(connection), house: house,
                keychain: session.keychain)
            guard try may(reading) else { throw PeopleRefusal.notHeld }
            let waits = try reading.grants().waiting.contains {
                $0.person.id == person && $0.form.id == form
            }
            guard waits, let entry = try reading.history.newest.person(person) else {
                throw PeopleRefusal.gone
            }
            try AuditTrail.append(try decision(reading, entry), to: connection)
            try reading.settle(entry.id)
        }
    }
}

extension PeopleReading {
    /// Whether who asks may grant the form at this very moment: by role, and by holding it.
    func mayGrant(_ form: FormID) throws -> Bool {
        let asking = keychain.person.id
        guard let role = history.newest.person(asking).flatMap({ Role($0.role) }), role.may(.grant)
        else { return false }
        return try GrantLists.holders(of: ObjectID(form), connection)
            .contains { $0.person == asking }
    }

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
