public import Genkan
public import Sealing

extension StaffStore {
    /// Gives a person another name or role: a new roster, in effect at the next request. Grants stay;
    /// what a role allows counts on granted forms alone. Invitations of somebody who is no
    /// administrator any more are withdrawn.
    ///
    /// - Parameters:
    ///   - address: from where it is done: nobody steps down into a role that may not use the desk from
    ///     there.
    ///   - ending: ends the sessions of a person whose rights rise, so that none of before has the new
    ///     ones. It runs before the roster is stored, and after, for those that began meanwhile: when it
    ///     fails, nothing has been changed.
    /// - Returns: the person as they are now.
    /// - Throws: a ``PeopleRefusal``: the last administrator stays one.
    public func change(
        _ id: PersonID, name: StaffName, role: Role, by session: LiveSession, password: Password,
        from address: ClientAddress?, now: Instant, ending: (PersonID) async throws -> Void
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
        let isOwn = id == proven.person.id, rises = role.rises(above: old.role)
        if rises { try await ending(id) }
        try await commit(next, after: proven, now: now) { connection in
            if isOwn, try !NetworkStore.admits(address, as: role, connection) {
                throw PeopleRefusal.locksOut
            }
            if old.role == .administrator, role != .administrator {
                try self.withdraw(madeBy: entry.id, by: proven.person.id, connection, now: now)
            }
            try AuditTrail.append(events, to: connection)
        }
        if rises { try await ending(id) }
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
