public import Genkan
import Sealing

extension StaffStore {
    /// Writes down that a person has signed out; the session itself is ended by `SessionStore`.
    public func signedOut(_ person: Person, now: Instant) async throws {
        try await record([event(.signedOut, by: .person(person.id), now: now)])
    }

    /// A person whose password was right, with what the password derived.
    struct Proven: Sendable {
        let person: Person
        let entry: VerifiedPerson
        let roster: VerifiedRoster
        let row: CredentialRow
        let pair: KeyPair

        /// Both halves of the person key: for a credential or a passkey that is added now.
        func personKey() throws(SealingError) -> PersonKey {
            try row.personKey.open(with: pair, of: row.credential, for: entry)
        }

        /// What the person can open, still without forms.
        func keychain() throws(SealingError) -> Keychain {
            try Keychain(
                person: entry,
                agreement: row.personKey.openAgreement(
                    with: pair, of: row.credential, for: entry))
        }
    }

    /// Whose name it was, if anybody's; the proof, if the password was theirs; their second factor,
    /// if they have one.
    struct Attempt: Sendable {
        let entry: VerifiedPerson?
        let proven: Proven?
        let factor: SealedSecondFactor?
        /// Whether a passkey of theirs is stored, genuine or not.
        let hasPasskey: Bool
    }

    /// A person whose password this is; nil for a wrong name or password. Asked of people who are
    /// signed in or sit at the machine, so that they do not wait behind strangers.
    func prove(name: String, password: Password) async throws -> Proven? {
        try await attempt(name: name, password: password, lane: .known).proven
    }

    /// Whether a signed-in person gives their own password: asked again before what matters.
    func prove(_ person: PersonID, password: Password) async throws -> Proven? {
        try await attempt(password: password, lane: .known) { book, connection in
            try book.verified(connection).person(person).flatMap { entry in
                try Person(entry).map { (entry, $0) }
            }
        }.proven
    }

    /// Tries a password against every password credential of the person of that name.
    ///
    /// The name counts as `StaffName.key` says. A name nobody has costs the same reads and the same
    /// derivation as a wrong password.
    func attempt(
        name: String, password: Password, lane: SignInLane
    ) async throws -> Attempt {
        try await attempt(password: password, lane: lane) { try $0.entry(named: name, $1) }
    }

    private func attempt(
        password: Password, lane: SignInLane,
        of whom:
            @escaping @Sendable (RosterBook, Connection) throws -> (
                entry: VerifiedPerson, person: Person
            )?
    ) async throws -> Attempt {
        let book = roster
        let (roster, found, rows, factor, hasPasskey) = try await readers.read { connection in
            let roster = try book.verified(connection)
            let found = try whom(book, connection)
            let id = found?.entry.id ?? .nobody
            let rows = try CredentialRow.all(of: id, connection).filter(\.isPassword)
            return (
                roster, found, rows, try SecondFactorRow.read(of: id, connection),
                try PasskeyRow.isAny(of: id, connection)
            )
        }
        let house = house, cost = cost
        let unlocked = try await scrypt.run(lane) { () -> (CredentialRow, KeyPair)? in
            if rows.isEmpty { _ = Credential.refuse(password, cost: cost, house: house) }
            for row in rows {
                do {
                    return (row, try row.credential.unlock(password, house: house))
                } catch let error as SealingError where error.code == .cannotOpen {
                    continue
                }
            }
            return nil
        }
        guard let found, let (row, pair) = unlocked else {
            return Attempt(
                entry: found?.entry, proven: nil, factor: factor, hasPasskey: hasPasskey)
        }
        return Attempt(
            entry: found.entry,
            proven: Proven(
                person: found.person, entry: found.entry, roster: roster, row: row, pair: pair),
            factor: factor, hasPasskey: hasPasskey)
    }

    func event(
        _ kind: AuditKind, by actor: AuditActor, form: FormID? = nil,
        details: [AuditDetail] = [], now: Instant
    ) throws -> AuditEvent {
        AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: actor, form: form,
            details: details)
    }

    func record(_ events: [AuditEvent]) async throws {
        try await writer.write { try AuditTrail.append(events, to: $0) }
    }
}

extension ObjectID {
    /// An id that no person has.
    static let nobody = ObjectID(high: 0, low: 0)
}

extension VerifiedRoster {
    /// The person who signs in by this name; nil when there is none.
    func entry(named name: String) throws -> (entry: VerifiedPerson, person: Person)? {
        guard let key = StaffName(name)?.key else { return nil }
        for entry in people {
            guard let person = try Person(entry) else { continue }
            if person.name.key.utf8.elementsEqual(key.utf8) { return (entry, person) }
        }
        return nil
    }
}

extension CredentialRow {
    var isPassword: Bool {
        if case .password = credential.derivation { true } else { false }
    }
}

extension Keychain {
    /// Opens every grant under the form keys that the house has signed. One that was tampered with
    /// keeps its holder out of that form alone.
    ///
    /// - Returns: what was refused, each with its form's id.
    /// - Throws: `unavailable` when nothing could be checked.
    func addGenuine(
        _ grants: [GrantedForm], house: HousePublicKey
    ) throws(SealingError) -> [SealingError] {
        var refused: [SealingError] = []
        for granted in grants {
            do {
                try add(granted.grant, for: granted.key.verified(by: house))
            } catch {
                guard error.code != .unavailable else { throw error }
                refused.append(error)
            }
        }
        return refused
    }
}
