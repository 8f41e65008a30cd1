public import Genkan
public import Sealing

/// Signing in: a password on the first page, a second factor on the next, a session at the end.
///
/// What follows the first page is always the second. An unknown name, a wrong password and a right
/// password with a wrong code make the same calls and the same writes, and are answered alike.
public final class SignInStore: Sendable {
    let staff: StaffStore
    let sessions: SessionStore
    let passkeys: PasskeyStore
    let networks: NetworkStore
    let writer: Writer
    let readers: Readers
    let runtime: RuntimeSecret

    init(
        staff: StaffStore, sessions: SessionStore, passkeys: PasskeyStore,
        networks: NetworkStore, writer: Writer, readers: Readers, runtime: RuntimeSecret
    ) {
        self.staff = staff
        self.sessions = sessions
        self.passkeys = passkeys
        self.networks = networks
        self.writer = writer
        self.readers = readers
        self.runtime = runtime
    }

    /// What the first page leads to.
    public struct Begun: Sendable {
        /// The token's text, 43 characters of base64url, for the cookie of the second page.
        public let token: String
        /// Whether a second factor is to be set up, because the person has none yet.
        public let setsUp: Bool
        /// What is stored and is not what was sealed: for the log. The sign-in leads nowhere.
        public let refused: SealingError?
    }

    /// Takes a name and a password, right or wrong.
    ///
    /// Both outcomes are audit events; that of a wrong password names the person, so that the trail
    /// shows whose account is tried.
    ///
    /// - Parameter lane: in which line the password waits for its turn.
    /// - Throws: `.crowded` when too many sign-ins wait; a `SealingError` when the roster was
    ///   tampered with.
    public func begin(
        name: String, password: Password, lane: SignInLane = .unknown, now: Instant
    ) async throws -> Begun {
        let attempt = try await staff.attempt(name: name, password: password, lane: lane)
        let (pending, next, refused) = try step(attempt, now)
        let row = try PendingRow(new: pending, runtime: runtime)
        try await writer.write { try row.insert($0, now: now) }
        let isStanding = try await isStanding(attempt)
        if !isStanding {
            let runtime = runtime
            try await writer.write { try row.void($0, runtime: runtime) }
        }
        let isRight = isStanding && next != .nothing
        let tried = attempt.entry.map { [AuditDetail.id(.person, PersonID($0.id))] } ?? []
        try await staff.record([
            staff.event(
                isRight ? .passwordAccepted : .signInFailed, by: .visitor,
                details: tried + [.word(.reason, "password")], now: now)
        ])
        return Begun(token: row.token.text, setsUp: isStanding && next == .setUp, refused: refused)
    }

    /// Whether the password is still what it was before it waited for its turn. Whoever changes one ends the
    /// sign-ins there are; one that came to be just then is looked at here. A password that was wrong costs
    /// the same reads.
    private func isStanding(_ attempt: StaffStore.Attempt) async throws -> Bool {
        let person = attempt.entry?.id ?? .nobody
        let rows = try await staff.readers.read { try CredentialRow.all(of: person, $0) }
        guard let proven = attempt.proven else { return true }
        return rows.contains { $0.credential == proven.row.credential }
    }

    private enum Next { case nothing, code, setUp }

    private func step(
        _ attempt: StaffStore.Attempt, _ now: Instant
    ) throws -> (PendingSignIn, Next, SealingError?) {
        let begun = now.microseconds
        let decoy = PendingSignIn(decoyOf: attempt.entry?.id ?? .nobody, begun: begun)
        guard let proven = attempt.proven else {
            SealedPersonKey.refuse()
            return (decoy, .nothing, nil)
        }
        let keychain = try proven.keychain()
        if attempt.factor != nil || attempt.hasPasskey {
            return (PendingSignIn(keychain, begun: begun), .code, nil)
        }
        guard proven.entry.secondFactor == .none else {
            // The roster says that there is one: somebody has removed it.
            return (decoy, .nothing, SealingError(.cannotOpen, .secondFactor, proven.entry.id))
        }
        return (PendingSignIn(keychain, begun: begun), .setUp, nil)
    }

    /// How a sign-in ended, or goes on.
    public enum Answer: Sendable {
        /// The token's text of a new session, for its cookie and nothing else.
        case signedIn(String, Person)
        /// Not this time, for whatever reason; the second page may be tried again.
        case refused
        /// Too late or too often: it begins anew with the password.
        case over
    }

    /// What looks at a typed code: takes the second factor, or nil for a decoy, and answers the factor
    /// that is left when the code was right.
    public typealias CodeCheck =
        @Sendable (SecondFactorContent?) throws -> SecondFactorContent?

    /// Takes the code of the second page.
    ///
    /// A code that is right is used up in the transaction that writes the sign-in down, and only in the
    /// place of the very factor it was checked against.
    ///
    /// - Parameter mayTry: whether one more code of this person counts. When the password was wrong it is
    ///   asked of nobody, an id that no person has: a stranger's tries close nobody out, and cost the same.
    ///   A code that does not count is looked at and answered as a wrong one.
    /// - Throws: ``NotFromHere``, after the code was used up.
    public func finish(
        _ token: String, place: SessionPlace, now: Instant,
        mayTry: (PersonID) -> Bool = { _ in true }, check: CodeCheck
    ) async throws -> Answer {
        guard let row = try await counted(token, now) else { return .over }
        let (keychain, factor) = try await factor(of: row.pending)
        let content = try await content(of: factor, now)
        let mayTry = mayTry(PersonID(content == nil ? .nobody : row.pending.person))
        let counts = content != nil && mayTry
        let left = try check(content)
        guard let keychain, let factor, counts, let left else {
            let isTooOften = content != nil && !counts
            return try await refused(row, isTooOften ? "too-many-codes" : "code", now)
        }
        let sealed = try keychain.seal(secondFactor: left)
        let arrival = try await arrival(of: keychain, at: place, now)
        let isFirst = try await staff.writer.write { connection in
            guard
                try SecondFactorRow.replace(factor.sealed, with: sealed, connection, now: now)
            else { return false }
            try AuditTrail.append(arrival.events, to: connection)
            return true
        }
        guard isFirst else { return try await refused(row, "code", now) }
        guard arrival.isAdmitted else { throw NotFromHere(PersonID(keychain.person.id)) }
        return try await begin(keychain, row, [.password, .oneTimePassword], place, now)
    }

    struct Factor: Sendable {
        let keychain: Keychain
        let sealed: SealedSecondFactor
    }

    func counted(_ token: String, _ now: Instant) async throws -> PendingRow? {
        let runtime = runtime
        return try await writer.write { connection in
            try PendingRow.read(token, connection, runtime: runtime, now: now)?
                .counting(connection, runtime: runtime)
        }
    }

    func factor(of pending: PendingSignIn) async throws -> (Keychain?, Factor?) {
        let book = staff.roster, person = pending.person
        let (roster, sealed) = try await staff.readers.read { connection in
            (try book.verified(connection), try SecondFactorRow.read(of: person, connection))
        }
        let keychain = try ifGenuine { () throws(SealingError) in try pending.keychain(roster) }
        guard let keychain, let sealed else { return (keychain, nil) }
        return (keychain, Factor(keychain: keychain, sealed: sealed))
    }

    /// What is not what was sealed is written down, and lets nobody in.
    private func content(
        of factor: Factor?, _ now: Instant
    ) async throws -> SecondFactorContent? {
        guard let factor else {
            SealedSecondFactor.refuse()
            return nil
        }
        let content = try ifGenuine { () throws(SealingError) in
            try factor.keychain.secondFactor(factor.sealed)
        }
        guard content == nil else { return content }
        let person = PersonID(factor.sealed.person)
        try await staff.record([
            staff.event(
                .tamperingRefused, by: .person(person), details: [.id(.subject, person)], now: now)
        ])
        return nil
    }

    private func refused(
        _ row: PendingRow, _ reason: String, _ now: Instant
    ) async throws -> Answer {
        let person = PersonID(row.pending.person)
        let tried = row.pending.person == .nobody ? [] : [AuditDetail.id(.person, person)]
        try await staff.record([
            staff.event(
                .signInFailed, by: .visitor, details: tried + [.word(.reason, reason)], now: now)
        ])
        return row.pending.tries < PendingSignIn.mostTries ? .refused : .over
    }

    /// What becomes of a sign-in with which everything was right.
    struct Arrival: Sendable {
        /// What is written down of it.
        let events: [AuditEvent]
        /// Whether the desk may be used from there.
        let isAdmitted: Bool
    }

    /// Looks at whoever has just proven who they are. Grants that were tampered with do not keep their
    /// holder out: they are written down.
    func arrival(
        of keychain: Keychain, at place: SessionPlace, _ now: Instant
    ) async throws -> Arrival {
        let id = keychain.person.id
        let actor = AuditActor.person(PersonID(id))
        if let turnedAway = try await turnedAway(keychain.person, at: place, now) {
            return Arrival(events: [turnedAway], isAdmitted: false)
        }
        let grants = try await staff.readers.read { try FormKeyRow.granted(to: id, $0) }
        let refused = try keychain.addGenuine(grants, house: staff.house.publicKey)
        let forms = refused.compactMap(\.id).map { FormID($0) }
        let events =
            try [staff.event(.signedIn, by: actor, now: now)]
            + forms.map { try staff.event(.tamperingRefused, by: actor, form: $0, now: now) }
        return Arrival(events: events, isAdmitted: true)
    }

    /// The session, in the transaction that ends what led to it.
    func begin(
        _ keychain: Keychain, _ row: PendingRow, _ factors: SessionFactors,
        _ place: SessionPlace, _ now: Instant
    ) async throws -> Answer {
        guard let person = try Person(keychain.person) else { return .over }
        let signedIn = SignedIn(person: person, keychain: keychain, factors: factors)
        let token = try await sessions.begin(signedIn, at: place, now: now) { connection in
            guard try row.remove(connection) else {
                throw StorageError(.invalid, "the sign-in was finished meanwhile")
            }
        }
        return .signedIn(token, person)
    }
}
