import Genkan
import Sealing

/// An invitation as it stands in the database. Nothing of the document is believed before it was
/// verified; what the state says decides only what is asked next.
struct InvitationRow: Hashable, Sendable {
    enum State: String, Sendable {
        case open
        case accepted
        /// Somebody has come in by it, and forms of it wait to be granted.
        case confirmed
        /// Nothing of it waits.
        case settled
        case withdrawn
    }

    let id: ObjectID
    let document: [UInt8]
    let state: State

    private static let columns: SQL = "id, document, state"

    private init(_ row: SQLRow) throws {
        id = try row[0]
        document = try row[1]
        guard let state = State(rawValue: try row[2]) else {
            throw StorageError(.corrupted, "invitation \(id) is in no state there is")
        }
        self.state = state
    }

    static func read(_ id: ObjectID, _ connection: Connection) throws -> InvitationRow? {
        try connection.first(
            "SELECT \(columns) FROM invitations WHERE id = \(id)", InvitationRow.init)
    }

    static func find(mark: [UInt8], _ connection: Connection) throws -> InvitationRow? {
        try connection.first(
            "SELECT \(columns) FROM invitations WHERE mark = \(mark)", InvitationRow.init)
    }

    /// All in these states, the latest first.
    static func all(_ states: State..., in connection: Connection) throws -> [InvitationRow] {
        try connection.all(
            "SELECT \(columns) FROM invitations ORDER BY id DESC", InvitationRow.init
        ).filter { states.contains($0.state) }
    }

    static func insert(_ new: NewInvitation, _ connection: Connection) throws {
        let content = new.invitation.content
        try connection.run(
            """
            INSERT INTO invitations (id, mark, person, inviter, document, state, expires_at)
            VALUES (\(content.id), \(content.mark), \(content.person), \(content.inviter),
                \(new.invitation.bytes), \(State.open.rawValue), \(content.expires))
            """)
        for key in new.keys {
            try connection.run(
                """
                INSERT INTO invitation_keys (invitation, person, sealed)
                VALUES (\(key.invitation), \(key.person), \(key.sealed))
                """)
        }
    }

    /// Moves it on, if it is still what was read; answers whether.
    func move(to next: State, _ connection: Connection) throws -> Bool {
        try connection.run(
            """
            UPDATE invitations SET state = \(next.rawValue)
            WHERE id = \(id) AND state = \(state.rawValue) AND document = \(document)
            """) == 1
    }

    /// Nothing of it has to be looked at any more.
    func settle(_ connection: Connection) throws {
        _ = try move(to: .settled, connection)
    }

    /// Nobody needs what was made for it any more.
    func forgetKeys(_ connection: Connection) throws {
        try connection.run("DELETE FROM acceptances WHERE invitation = \(id)")
        try connection.run("DELETE FROM invitation_keys WHERE invitation = \(id)")
    }

    /// The box of one person who may confirm.
    func key(of person: ObjectID, _ connection: Connection) throws -> SealedAcceptanceKey? {
        try connection.first(
            """
            SELECT sealed FROM invitation_keys WHERE invitation = \(id) AND person = \(person)
            """
        ) { SealedAcceptanceKey(invitation: id, person: person, sealed: try $0[0]) }
    }

    /// Those that nothing will come of any more, and that are over since so long.
    static func sweep(before: Instant, _ connection: Connection) throws {
        try connection.run(
            """
            DELETE FROM invitations WHERE expires_at < \(before)
            AND state IN ('open', 'settled', 'withdrawn')
            """)
    }
}

extension Invitee {
    /// What a genuine invitation says.
    init(_ invitation: VerifiedInvitation) throws {
        let content = invitation.content
        guard let name = StaffName(content.name), let role = Role(content.role) else {
            throw StorageError(.corrupted, "invitation \(content.id) is for nobody there can be")
        }
        self.init(
            id: InvitationID(content.id), person: PersonID(content.person), name: name, role: role,
            isAgain: content.isAgain, inviter: PersonID(content.inviter),
            issued: Instant(microseconds: content.issued),
            expires: Instant(microseconds: content.expires), forms: content.forms.map(FormID.init))
    }
}
