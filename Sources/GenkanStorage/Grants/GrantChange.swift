import Genkan
import Sealing

/// One change of who can open a form, inside its transaction.
struct GrantChange {
    private let form: FormID
    private let actor: PersonID
    private let keychain: Keychain
    private let roster: VerifiedRoster
    private let house: HousePublicKey
    private let rows: GrantRows
    private let mint: Mint
    private let now: Instant
    private let connection: Connection

    /// Throws unless who changes it is in the roster with the same key and a role that may, and holds
    /// the form: there, and not only in the session, which was opened before.
    init(
        of form: FormID, by session: LiveSession, _ book: RosterBook, _ mint: Mint,
        _ now: Instant, _ connection: Connection
    ) throws {
        let roster = try book.verified(connection)
        let rows = try GrantRows.read(of: form, connection)
        let person = session.keychain.person
        guard try session.keychain.holdsGrant(of: form, connection),
            rows.since(session.person.id) != nil
        else { throw StorageError(.notFound, "form \(form) is not granted to \(person.id)") }
        guard let listed = roster.listed(person), Role(listed.role)?.may(.grant) == true else {
            throw StorageError(.notAllowed, "person \(person.id) may not grant form \(form)")
        }
        self.form = form
        actor = session.person.id
        keychain = session.keychain
        self.roster = roster
        house = book.house
        self.rows = rows
        self.mint = mint
        self.now = now
        self.connection = connection
    }

    func grant(to person: PersonID) throws -> GrantOutcome {
        guard let recipient = try roster.person(person), recipient.role != .recovery else {
            return .stranger
        }
        let missing = rows.missing(of: person)
        guard !missing.isEmpty else { return .held }
        guard rows.missing(of: actor).isEmpty, rows.generations.allSatisfy(holds) else {
            return .incomplete
        }
        try AuditTrail.append(keepRecovery() + seal(missing, to: recipient), to: connection)
        return .granted
    }

    func revoke(from person: PersonID) throws -> RevocationOutcome {
        guard person != roster.recovery.map({ PersonID($0.id) }) else { return .recovery }
        guard rows.people.contains(person) else { return .absent }
        let remaining = try roster.staff().contains {
            $0.id != person && rows.since($0.id) != nil
        }
        guard remaining else { return .last }
        try connection.run("DELETE FROM grants WHERE form = \(form) AND person = \(person)")
        try NoticeRows.forget(person, of: form, connection)
        // An invitation that was made before does not bring it back.
        if try roster.person(person) != nil {
            try GrantDecision.declined.write(
                ObjectID(form), to: ObjectID(person), connection, now: now)
        }
        try AuditTrail.append(
            keepRecovery() + [event(.formRevoked, person, nil)], to: connection)
        // Whoever cannot open a card works on it no more: it waits for somebody else.
        _ = try CardHandover(
            from: person, to: nil, by: actor, roster: roster, house: house, mint: mint, now: now
        ).run(in: form, connection)
        return .revoked
    }

    /// A form never loses its recovery code: what somebody has taken out of the database is sealed
    /// to it again.
    private func keepRecovery() throws -> [AuditEvent] {
        guard let recovery = roster.recovery else { return [] }
        let missing = rows.missing(of: PersonID(recovery.id))
        return try seal(missing.filter(holds), to: recovery)
    }

    private func seal(
        _ generations: [UInt32], to recipient: VerifiedPerson
    ) throws -> [AuditEvent] {
        try generations.map { generation in
            let grant = try keychain.grant(
                ObjectID(form), generation: generation, to: recipient)
            try FormKeyRow.insert(grant, connection, now: now)
            return try event(.formGranted, PersonID(recipient.id), generation)
        }
    }

    private func holds(_ generation: UInt32) -> Bool {
        keychain.holds(ObjectID(form), generation: generation)
    }

    private func event(
        _ kind: AuditKind, _ person: PersonID, _ generation: UInt32?
    ) throws -> AuditEvent {
        let number = generation.map { AuditDetail.number(.number, $0) }
        return AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind,
            actor: .person(actor), form: form,
            details: [.id(.person, person)] + [number].compactMap(\.self))
    }
}

extension VerifiedRoster {
    /// The entry of a person of this or an earlier roster, as long as their key is the same.
    func listed(_ known: VerifiedPerson) -> VerifiedPerson? {
        person(known.id).flatMap {
            $0.entry.agreementBytes == known.entry.agreementBytes ? $0 : nil
        }
    }
}
