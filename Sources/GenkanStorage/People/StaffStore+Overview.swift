public import Genkan
import Sealing

extension StaffStore {
    /// Reads for a session, in one snapshot.
    func reading<Value: Sendable>(
        for session: LiveSession, _ body: @escaping @Sendable (PeopleReading) throws -> Value
    ) async throws -> Value {
        let book = roster, house = house.publicKey, keychain = session.keychain
        return try await readers.read { connection in
            try body(
                PeopleReading(
                    connection: connection, history: try book.history(connection), house: house,
                    keychain: keychain))
        }
    }

    /// Everybody, and what waits for a decision.
    public func overview(for session: LiveSession) async throws -> PeopleOverview {
        try await reading(for: session) { reading in
            let (invitations, forged) = try reading.invitations()
            let (grants, alsoForged) = try reading.grants()
            return PeopleOverview(
                people: try reading.listed(), invitations: invitations, grants: grants,
                refused: forged + alsoForged)
        }
    }

    /// Every form of the house, by name, each with whether this person can open it.
    public func formChoices(for session: LiveSession) async throws -> [FormChoice] {
        try await reading(for: session) { try $0.forms() }
    }

    /// What waits for this person: newcomers to confirm, when they are administrator, and forms to
    /// grant that they can open, when they may grant.
    public func taskCount(for session: LiveSession) async throws -> Int {
        let role = session.person.role
        guard role.may(.people) || role.may(.grant) else { return 0 }
        return try await reading(for: session) { reading in
            let newcomers =
                role.may(.people)
                ? try reading.invitations().waiting.count { $0.acceptedAt != nil && $0.canCheck }
                : 0
            return try newcomers + reading.grants().waiting.count(where: \.form.isHeld)
        }
    }

    /// The forms that wait for this person to grant them.
    public func waitingGrants(for session: LiveSession) async throws -> [WaitingGrant] {
        try await reading(for: session) { try $0.grants().waiting.filter(\.form.isHeld) }
    }

    /// One person with everything that is decided about; nil for nobody of the roster.
    public func details(
        of id: PersonID, for session: LiveSession
    ) async throws -> PersonDetails? {
        try await reading(for: session) { reading in
            guard let listed = try reading.listed().first(where: { $0.id == id }) else {
                return nil
            }
            let everybody = try reading.history.newest.staff()
            let isAdministrator = listed.person.role == .administrator
            return PersonDetails(
                listed: listed, forms: try reading.held(by: id),
                waiting: try reading.grants().waiting.filter { $0.person.id == id },
                invitation: try reading.invitations().waiting.first { $0.invitee.person == id },
                openCards: try OpenCards.all(
                    of: id, house: reading.house, reading.connection
                ).count,
                successors: everybody.filter { $0.id != id && $0.role.may(.work) },
                isLastAdministrator: isAdministrator
                    && everybody.count { $0.role == .administrator } == 1)
        }
    }

    /// People of before, for pages that tell who did something.
    public func former() async throws -> [FormerPerson] {
        let book = roster
        return try await readers.read { try book.history($0).formerStaff() }
    }

    /// Whoever stands in the trail and is nobody of the staff: those who are invited, by their names, and the
    /// recovery code, nil, in whose name a house is opened again.
    public func beside() async throws -> [PersonID: StaffName?] {
        let book = roster
        return try await readers.read { connection in
            let history = try book.history(connection), roster = history.newest
            var names: [PersonID: StaffName?] = [:]
            for row in try InvitationRow.all(.open, .accepted, in: connection) {
                let invitation = try? VerifiedInvitation.verify(
                    row.document, id: row.id, roster: roster)
                guard let invitation, let invitee = try? Invitee(invitation) else { continue }
                names[invitee.person] = .some(invitee.name)
            }
            for entry in roster.people where entry.role == .recovery {
                names[PersonID(entry.id)] = .some(nil)
            }
            return names
        }
    }
}

extension PeopleReading {
    /// The forms a person can open, by name, each with who else can.
    func held(by id: PersonID) throws -> [HeldForm] {
        try forms().compactMap { choice in
            let rows = try GrantLists.holders(of: ObjectID(choice.id), connection)
            guard let own = rows.first(where: { $0.person == ObjectID(id) }) else { return nil }
            return HeldForm(
                choice: choice, since: own.since,
                others: try holders(of: choice.id).filter { $0.id != id })
        }
    }
}

extension RosterHistory {
    /// Everybody who could sign in once and cannot any more.
    func formerStaff() -> [FormerPerson] {
        former.compactMap { entry in
            guard entry.role != .recovery, let name = StaffName(entry.name) else { return nil }
            return FormerPerson(id: PersonID(entry.id), name: name)
        }
    }
}
