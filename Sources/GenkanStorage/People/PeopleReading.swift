import Genkan
import Sealing

/// Reads what is known of people, in one snapshot, for one administrator or granter.
struct PeopleReading {
    let connection: Connection
    let history: RosterHistory
    let house: HousePublicKey
    /// Whose keys decide what "can open" means.
    let keychain: Keychain

    private var roster: VerifiedRoster { history.newest }

    func listed() throws -> [ListedPerson] {
        let counts = try GrantLists.counts(connection)
        let seen = Self.byPerson(
            try connection.all("SELECT person, at FROM last_seen") {
                (try $0[0] as ObjectID, try $0[1] as Instant)
            })
        let factors = Set(
            try connection.all("SELECT person FROM second_factors") { try $0[0] as ObjectID })
        let passkeys = Self.byPerson(
            try connection.all("SELECT person, count(*) FROM passkeys GROUP BY person") {
                (try $0[0] as ObjectID, try $0[1] as Int)
            })
        let since = Self.byPerson(
            try connection.all("SELECT person, min(created_at) FROM credentials GROUP BY person") {
                (try $0[0] as ObjectID, try $0[1] as Instant)
            })
        return try roster.staff().map { person in
            let id = ObjectID(person.id)
            return ListedPerson(
                person: person, hasSecondFactor: factors.contains(id),
                passkeyCount: passkeys[id] ?? 0, since: since[id], lastSeen: seen[id],
                formCount: counts[id] ?? 0)
        }
    }

    private static func byPerson<Value>(_ rows: [(ObjectID, Value)]) -> [ObjectID: Value] {
        Dictionary(rows) { first, _ in first }
    }

    /// Every form of the house, by name.
    func forms() throws -> [FormChoice] {
        try connection.all("SELECT id, name, removed_at FROM forms ORDER BY name") { row in
            let id: FormID = try row[0]
            let removed: Instant? = try row[2]
            return (id: id, name: try row[1] as String, isGone: removed != nil)
        }
        .map { form in
            FormChoice(
                id: form.id, name: form.name,
                form: (try? FormRow.newest(form.id, connection, house: house))?.form,
                isHeld: try keychain.holdsGrant(of: form.id, connection), isGone: form.isGone)
        }
    }

    /// Who can open a form, by name; never the recovery person.
    func holders(of form: FormID) throws -> [Person] {
        let ids = Set(try GrantLists.holders(of: ObjectID(form), connection).map(\.person))
        return try roster.staff().filter { ids.contains(ObjectID($0.id)) }
    }

    /// The invitations that nobody has come in by yet, and those that are not genuine.
    func invitations() throws -> (waiting: [WaitingInvitation], refused: [InvitationID]) {
        var waiting: [WaitingInvitation] = []
        var refused: [InvitationID] = []
        for row in try InvitationRow.all(.open, .accepted, in: connection) {
            guard
                let invitation = try? VerifiedInvitation.verify(
                    row.document, id: row.id, roster: roster)
            else {
                refused.append(InvitationID(row.id))
                continue
            }
            let content = invitation.content
            let acceptance = try AcceptanceRow.read(row.id, of: content.person, connection)
            let decided = try GrantDecision.since(content, connection)
            waiting.append(
                WaitingInvitation(
                    invitee: try Invitee(invitation),
                    acceptedAt: row.state == .accepted ? acceptance?.acceptedAt : nil,
                    revoked: Set(
                        content.forms.filter { decided[$0] == .declined }.map(FormID.init)),
                    canCheck: try row.key(of: keychain.person.id, connection) != nil))
        }
        let first = waiting.filter { $0.acceptedAt != nil }
        return (first + waiting.filter { $0.acceptedAt == nil }, refused)
    }

    /// What invitations wanted to have granted and nobody has decided about, by person and form.
    func grants() throws -> (waiting: [WaitingGrant], refused: [InvitationID]) {
        var waiting: [WaitingGrant] = []
        var refused: [InvitationID] = []
        var known: Set<[ObjectID]> = []
        let forms = Dictionary(try forms().map { (ObjectID($0.id), $0) }) { first, _ in first }
        for row in try InvitationRow.all(.confirmed, in: connection) {
            guard
                let content = try? VerifiedInvitation.verify(
                    row.document, id: row.id, history: history
                ).content
            else {
                refused.append(InvitationID(row.id))
                continue
            }
            guard let person = try roster.person(content.person).flatMap({ try Person($0) }) else {
                continue
            }
            for id in try undecided(content) where known.insert([content.person, id]).inserted {
                guard let form = forms[id] else { continue }
                waiting.append(
                    WaitingGrant(person: person, form: form, holders: try holders(of: form.id)))
            }
        }
        let sorted = waiting.sorted {
            ($0.person.name.key, $0.form.name) < ($1.person.name.key, $1.form.name)
        }
        return (sorted, refused)
    }

    /// The forms of a confirmed invitation that were neither granted nor declined since.
    func undecided(_ invitation: Invitation) throws -> [ObjectID] {
        let decided = try GrantDecision.since(invitation, connection)
        let held = try Set(GrantLists.forms(of: invitation.person, connection))
        return invitation.forms.filter { decided[$0] == nil && !held.contains($0) }
    }
}
