public import Genkan
public import Sealing

extension StaffStore {
    /// Signs a person in by password.
    ///
    /// The name counts as `StaffName.key` says. A name nobody has costs the same time as a wrong
    /// password and is answered the same. Both outcomes are audit events; that of a wrong password
    /// names the person, so that the trail shows whose account is tried.
    ///
    /// - Parameter lane: in which line the password waits for its turn.
    /// - Returns: nil for a wrong name or password.
    /// - Throws: `.unavailable` when too many sign-ins wait; a `SealingError` that names what was
    ///   tampered with. One grant that was does not keep its holder out: it is left out, written
    ///   into the audit trail, and named by the session.
    public func signIn(
        name: String, password: Password, lane: SignInLane = .unknown, now: Instant
    ) async throws -> SignedIn? {
        let attempt = try await attempt(name: name, password: password, lane: lane)
        guard let proven = attempt.proven else {
            let tried = attempt.person.map { [AuditDetail.id(.person, $0.id)] } ?? []
            try await record(.signInFailed, by: .visitor, details: tried, now: now)
            return nil
        }
        let person = proven.person
        let keychain = try Keychain(
            person: proven.entry,
            agreement: proven.row.personKey.openAgreement(
                with: proven.pair, of: proven.row.credential, for: proven.entry))
        let house = house.publicKey, entry = proven.entry
        let grants = try await readers.read { try FormKeyRow.granted(to: entry.id, $0) }
        let refused = try keychain.addGenuine(grants, house: house)
        try await record(.signedIn, by: .person(person.id), now: now)
        for form in refused.compactMap(\.id) {
            try await record(
                .tamperingRefused, by: .person(person.id), form: FormID(form), now: now)
        }
        return SignedIn(person: person, keychain: keychain, factors: .password)
    }

    /// Writes down that a person has signed out; the session itself is ended by `SessionStore`.
    public func signedOut(_ person: Person, now: Instant) async throws {
        try await record(.signedOut, by: .person(person.id), now: now)
    }

    /// A person whose password was right, with what the password derived.
    struct Proven: Sendable {
        let person: Person
        let entry: VerifiedPerson
        let roster: VerifiedRoster
        let row: CredentialRow
        let pair: KeyPair
    }

    /// Whose name it was, if anybody's, and the proof, if the password was theirs.
    private struct Attempt: Sendable {
        let person: Person?
        let proven: Proven?
    }

    /// A person whose password this is; nil for a wrong name or password. Asked of people who are
    /// signed in or sit at the machine, so that it does not wait behind strangers.
    func prove(name: String, password: Password) async throws -> Proven? {
        try await attempt(name: name, password: password, lane: .known).proven
    }

    /// Tries a password against every password credential of the person of that name.
    private func attempt(
        name: String, password: Password, lane: SignInLane
    ) async throws -> Attempt {
        let book = roster
        let (roster, found, rows) = try await readers.read { connection in
            let roster = try book.verified(connection)
            let found = try roster.entry(named: name)
            let rows = try found.map { try CredentialRow.all(of: $0.entry.id, connection) } ?? []
            return (roster, found, rows.filter(\.isPassword))
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
            return Attempt(person: found?.person, proven: nil)
        }
        return Attempt(
            person: found.person,
            proven: Proven(
                person: found.person, entry: found.entry, roster: roster, row: row, pair: pair))
    }

    private func record(
        _ kind: AuditKind, by actor: AuditActor, form: FormID? = nil,
        details: [AuditDetail] = [], now: Instant
    ) async throws {
        let event = AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: actor, form: form,
            details: details)
        try await writer.write { try AuditTrail.append([event], to: $0) }
    }
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
