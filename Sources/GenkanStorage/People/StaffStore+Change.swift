public import Genkan
public import Sealing

extension StaffStore {
    /// Gives a person another name or role: a new roster, in effect at the next request. Grants stay;
    /// what a role allows counts on granted forms alone. Invitations of somebody who is no
    /// administrator any more are withdrawn.
    ///
    /// - Returns: the person as they are now.
    /// - Throws: a ``PeopleRefusal``: the last administrator stays one.
    public func change(
        _ id: PersonID, name: StaffName, role: Role, by session: LiveSession, password: Password,
        now: Instant
    ) async throws -> Person {
        let proven = try await proveAdministrator(session, password, now: now)
        guard let entry = try proven.roster.person(id), let old = try Person(entry) else {
            throw PeopleRefusal.gone
        }
        let new = Person(id: id, name: name, role: role)
        guard old != new else { return old }
        guard try !proven.roster.isTaken(name, butBy: entry.id) else {
            throw PeopleRefusal.nameTaken
        }
        let changed = try entry.entry.changed(name: name.text, role: role.ofRoster)
        let next = try await next(
            proven.roster.others(than: entry.id) + [changed], signedBy: proven)
        let events = try events(from: old, to: new, by: proven.person.id, next.number, now: now)
        try await commit(next, after: proven, now: now) { connection in
            if old.role == .administrator, role != .administrator {
                try self.withdraw(madeBy: entry.id, by: proven.person.id, connection, now: now)
            }
            try AuditTrail.append(events, to: connection)
        }
        return new
    }

    private func events(
        from old: Person, to new: Person, by person: PersonID, _ number: UInt64, now: Instant
    ) throws -> [AuditEvent] {
        var events: [AuditEvent] = []
        if old.role != new.role {
            events.append(
                try event(
                    .roleChanged, by: .person(person),
                    details: [
                        .id(.person, new.id), .word(.roleBefore, old.role.rawValue),
                        .word(.role, new.role.rawValue), .number(.number, number),
                    ], now: now))
        }
        if old.name != new.name {
            events.append(
                try event(
                    .personRenamed, by: .person(person),
                    details: [.id(.person, new.id), .number(.number, number)], now: now))
        }
        return events
    }
}
