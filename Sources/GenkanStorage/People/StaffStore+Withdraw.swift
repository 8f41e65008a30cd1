public import Genkan
import Sealing

extension StaffStore {
    /// Takes an invitation back that was not confirmed yet; what the newcomer may have set up goes
    /// with it.
    ///
    /// - Throws: `PeopleRefusal.gone` when there is none (any more).
    public func withdraw(
        _ invitation: InvitationID, by session: LiveSession, now: Instant
    ) async throws {
        let book = roster
        try await writer.write { connection in
            let who = try book.verified(connection).person(session.person.id)
            guard who?.role == .administrator else { throw PeopleRefusal.notAdministrator }
            guard let row = try InvitationRow.read(ObjectID(invitation), connection),
                row.state == .open || row.state == .accepted
            else { throw PeopleRefusal.gone }
            try self.withdraw(row, by: session.person.id, connection, now: now)
        }
    }

    /// Withdraws what is not confirmed yet of all invitations for these people or by this inviter:
    /// inside the transaction that makes them void.
    func withdraw(
        for people: [ObjectID] = [], madeBy inviter: ObjectID? = nil, by person: PersonID,
        _ connection: Connection, now: Instant
    ) throws {
        let ids = try connection.all(
            """
            SELECT id, person, inviter FROM invitations WHERE state IN ('open', 'accepted')
            """
        ) { (id: try $0[0] as ObjectID, person: try $0[1] as ObjectID, by: try $0[2] as ObjectID) }
        for found in ids where people.contains(found.person) || found.by == inviter {
            guard let row = try InvitationRow.read(found.id, connection) else { continue }
            try withdraw(row, by: person, connection, now: now)
        }
    }

    private func withdraw(
        _ row: InvitationRow, by person: PersonID, _ connection: Connection, now: Instant
    ) throws {
        guard try row.move(to: .withdrawn, connection) else { throw PeopleRefusal.gone }
        try row.forgetKeys(connection)
        let event = try event(
            .invitationWithdrawn, by: .person(person),
            details: [.id(.invitation, InvitationID(row.id))], now: now)
        try AuditTrail.append([event], to: connection)
    }
}
