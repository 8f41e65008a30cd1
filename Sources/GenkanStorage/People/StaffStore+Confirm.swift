public import Genkan
public import Sealing

/// Somebody who has come in.
public struct Confirmed: Sendable {
    /// The person, as the new roster lists them.
    public let person: Person
    /// Whether they were here before, and whose sessions are to be ended therefore.
    public let isAgain: Bool
    /// The forms of the invitation that were granted.
    public let granted: [FormID]
    /// Those that the confirming administrator cannot open: a task for their holders.
    public let waiting: [FormID]
    /// Those that they could open before and that the invitation did not name.
    public let lapsed: [FormID]
}

extension StaffStore {
    /// Lets somebody in who has accepted: the keys they made are checked against the code of the
    /// invitation, the next roster lists them, and the forms of the invitation that the administrator
    /// can open are granted, all in one transaction. Of somebody who is invited again the old
    /// credentials, second factor and grants go in the same one.
    ///
    /// - Throws: a ``PeopleRefusal``; a `SealingError` that names what is not what was signed.
    public func confirm(
        _ id: InvitationID, by session: LiveSession, password: Password, now: Instant
    ) async throws -> Confirmed {
        let proven = try await proveAdministrator(session, password, now: now)
        let accepted = try await accepted(ObjectID(id), proven, now: now)
        guard let name = StaffName(accepted.entry.name), let role = Role(accepted.entry.role) else {
            throw StorageError(.corrupted, "invitation \(id) is for nobody there can be")
        }
        guard try !proven.roster.isTaken(name, butBy: accepted.entry.id) else {
            throw PeopleRefusal.nameTaken
        }
        let next = try await next(
            proven.roster.others(than: accepted.entry.id) + [accepted.entry], signedBy: proven)
        let person = Person(id: PersonID(accepted.entry.id), name: name, role: role)
        let keychain = try proven.keychain()
        let content = accepted.invitation.content
        let (granted, wanted, held) = try await commit(next, after: proven, now: now) {
            connection in
            let held = try GrantLists.forms(of: accepted.entry.id, connection)
            try self.store(accepted, by: proven.person.id, connection, now: now)
            let arrival = try self.event(
                content.isAgain ? .personRenewed : .personAdded, by: .person(proven.person.id),
                details: [
                    .id(.person, person.id), .id(.invitation, id),
                    .word(.role, person.role.rawValue), .number(.number, next.number),
                ], now: now)
            try AuditTrail.append([arrival], to: connection)
            let wanted = try self.wanted(content, connection)
            let granted = try self.grant(
                wanted, to: next.person(accepted.entry.id),
                from: keychain, connection, now: now)
            try self.leaveWaiting(
                wanted.filter { !granted.contains(FormID($0)) }, of: accepted, connection)
            return (granted, wanted, held)
        }
        return Confirmed(
            person: person, isAgain: content.isAgain, granted: granted,
            waiting: wanted.map(FormID.init).filter { !granted.contains($0) },
            lapsed: held.filter { !content.forms.contains($0) }.map(FormID.init))
    }

    /// An acceptance that was checked.
    private struct Accepted: Sendable {
        let row: InvitationRow
        let invitation: VerifiedInvitation
        let acceptance: AcceptanceRow
        let entry: RosterPerson
    }

    private func accepted(
        _ id: ObjectID, _ proven: Proven, now: Instant
    ) async throws -> Accepted {
        let book = roster
        let (row, key, history) = try await readers.read { connection in
            let row = try InvitationRow.read(id, connection)
            return (
                row, try row?.key(of: proven.entry.id, connection), try book.history(connection)
            )
        }
        guard let row, row.state == .accepted else { throw PeopleRefusal.gone }
        guard let key else { throw PeopleRefusal.cannotCheck }
        let invitation = try await genuine(row, by: .person(proven.person.id), now: now) {
            try VerifiedInvitation.verify(row.document, id: row.id, roster: proven.roster)
        }
        let acceptance = try await readers.read { connection in
            try AcceptanceRow.read(id, of: invitation.content.person, connection)
        }
        guard let acceptance else { throw PeopleRefusal.gone }
        let entry = try await genuine(row, by: .person(proven.person.id), now: now) {
            let opened = try proven.keychain().open(key, for: invitation)
            do {
                return try acceptance.acceptance.verified(
                    for: invitation, with: opened, history: history)
            } catch let error as SealingError {
                guard error.code == .outdated else { throw error }
                throw PeopleRefusal.overtaken
            }
        }
        return Accepted(row: row, invitation: invitation, acceptance: acceptance, entry: entry)
    }

    private func store(
        _ accepted: Accepted, by administrator: PersonID, _ connection: Connection, now: Instant
    ) throws {
        let person = accepted.entry.id
        guard
            try AcceptanceRow.read(accepted.row.id, of: person, connection) == accepted.acceptance,
            try accepted.row.move(to: .confirmed, connection)
        else { throw PeopleRefusal.gone }
        try accepted.row.forgetKeys(connection)
        if accepted.invitation.content.isAgain {
            try PersonRows.forgetKeys(of: person, connection)
            // What they invited was signed with a key that the roster lists no more.
            try withdraw(
                for: [person], madeBy: person, by: administrator, connection, now: now)
        }
        try accepted.acceptance.credential.insert(connection, now: now)
        if let factor = accepted.acceptance.secondFactor {
            try SecondFactorRow.write(factor, connection, now: now)
        }
    }

    /// The forms of an invitation but those that were revoked since.
    private func wanted(
        _ content: Invitation, _ connection: Connection
    ) throws -> [ObjectID] {
        let decided = try GrantDecision.since(content, connection)
        return content.forms.filter { decided[$0] != .declined }
    }

    /// What the administrator could not grant becomes a task for the holders, also when it was granted to
    /// the old keys since the invitation.
    private func leaveWaiting(
        _ forms: [ObjectID], of accepted: Accepted, _ connection: Connection
    ) throws {
        for form in forms {
            try GrantDecision.forgetGranted(form, to: accepted.entry.id, connection)
        }
        guard forms.isEmpty else { return }
        try InvitationRow.read(accepted.row.id, connection)?.settle(connection)
    }

    private func grant(
        _ forms: [ObjectID], to person: VerifiedPerson?, from keychain: Keychain,
        _ connection: Connection, now: Instant
    ) throws -> [FormID] {
        guard let person else {
            throw StorageError(.invalid, "the new roster does not list the new person")
        }
        let held = try FormKeyRow.granted(to: keychain.person.id, connection)
        // A form of the giver that was tampered with stays a task; the giver's own pages name it.
        _ = try keychain.addGenuine(held, house: house.publicKey)
        return try forms.filter { form in
            let events = try GrantLists.pass(
                form, from: keychain, to: person, connection, mint: mint, now: now)
            try AuditTrail.append(events, to: connection)
            return !events.isEmpty
        }.map(FormID.init)
    }
}
