public import Genkan
public import Sealing

/// Whom an administrator wants to come.
public enum InvitationWish: Hashable, Sendable {
    /// Somebody new.
    case newcomer(StaffName, Role, forms: Set<FormID>)
    /// A person of the roster, who gets new keys: a forgotten password, a lost second factor.
    case again(PersonID, forms: Set<FormID>)

    fileprivate var forms: Set<FormID> {
        switch self {
        case .newcomer(_, _, let forms), .again(_, let forms): forms
        }
    }
}

/// An invitation just made. The code is nowhere else: it is shown once.
public struct Invited: Sendable {
    /// Who is to come.
    public let invitee: Invitee
    /// What the newcomer types.
    public let code: InvitationCode
}

extension StaffStore {
    /// Invites somebody: a document signed with the administrator's password, found by the mark of a
    /// code that is stored nowhere. Whoever is invited again loses nothing before the invitation was
    /// accepted and confirmed; an earlier one for the same person is withdrawn.
    ///
    /// - Throws: a ``PeopleRefusal``; `.invalid` for a form there is not.
    public func invite(
        _ wish: InvitationWish, by session: LiveSession, password: Password, now: Instant
    ) async throws -> Invited {
        let proven = try await proveAdministrator(session, password, now: now)
        let draft = try draft(wish, proven.roster, by: proven.person.id, now: now)
        let new = try VerifiedInvitation.create(
            draft, in: proven.roster, signer: proven.entry.id, signedWith: proven.signingKey(),
            house: house)
        let invitee = try Invitee(new.invitation)
        let event = try event(
            .personInvited, by: .person(proven.person.id),
            details: [
                .id(.person, invitee.person), .id(.invitation, invitee.id),
                .word(.role, invitee.role.rawValue), .number(.rows, invitee.forms.count),
            ], now: now)
        let book = roster
        try await writer.write { connection in
            guard try book.verified(connection).pin == proven.roster.pin else {
                throw PeopleRefusal.changedMeanwhile
            }
            try Self.requireForms(invitee.forms, connection)
            if invitee.isAgain {
                try self.withdraw(for: [draft.person], by: proven.person.id, connection, now: now)
            } else {
                try Self.requireFree(invitee.name, proven.roster, connection, now: now)
            }
            try InvitationRow.insert(new, connection)
            try AuditTrail.append([event], to: connection)
        }
        return Invited(invitee: invitee, code: new.code)
    }

    private func draft(
        _ wish: InvitationWish, _ roster: VerifiedRoster, by administrator: PersonID, now: Instant
    ) throws -> InvitationDraft {
        let (person, name, role): (ObjectID, StaffName, Role)
        switch wish {
        case .newcomer(let newName, let newRole, _):
            guard try !roster.isTaken(newName) else { throw PeopleRefusal.nameTaken }
            (person, name, role) = (try newID(now), newName, newRole)
        case .again(let id, _):
            // Confirming it would take away the keys with which it is confirmed.
            guard id != administrator else {
                throw StorageError(.invalid, "an administrator invited themselves again")
            }
            guard let entry = try roster.person(id), let known = try Person(entry) else {
                throw PeopleRefusal.gone
            }
            (person, name, role) = (entry.id, known.name, known.role)
        }
        return InvitationDraft(
            id: try newID(now), person: person, name: name.text, role: role.ofRoster,
            forms: Set(wish.forms.map(ObjectID.init)), issued: now.microseconds,
            expires: now.advanced(by: Invitee.lifetime).microseconds)
    }

    private static func requireForms(_ forms: [FormID], _ connection: Connection) throws {
        for form in forms {
            guard try connection.exists("SELECT 1 FROM forms WHERE id = \(form)") else {
                throw StorageError(.invalid, "an invitation names form \(form), which is none")
            }
        }
    }

    /// Two people of one name could not be told apart once both have come.
    private static func requireFree(
        _ name: StaffName, _ roster: VerifiedRoster, _ connection: Connection, now: Instant
    ) throws {
        for row in try InvitationRow.all(.open, .accepted, in: connection) {
            // What is not genuine keeps no name from anybody.
            guard
                let invitation = try? VerifiedInvitation.verify(
                    row.document, id: row.id, roster: roster),
                let other = try? Invitee(invitation),
                row.state == .accepted || now < other.expires
            else { continue }
            guard !other.name.key.utf8.elementsEqual(name.key.utf8) || other.isAgain else {
                throw PeopleRefusal.nameInvited
            }
        }
    }
}
