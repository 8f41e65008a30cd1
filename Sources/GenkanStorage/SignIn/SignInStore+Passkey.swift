public import Genkan
public import Sealing

/// Signing in with a passkey: alone, when it has a pseudo-random function, or behind a password.
extension SignInStore {
    /// How a sign-in with a passkey ended.
    public struct PasskeyAnswer: Sendable {
        /// What follows.
        public let answer: Answer
        /// What is stored and is not what was signed: for the log.
        public let error: SealingError?
    }

    /// A ticket for signing in without a password. Nobody is there yet, so it is bound to nothing.
    public func passkeyTicket(now: Instant) throws -> PasskeyTicket {
        try passkeys.ticket(for: .signIn, bound: nil, now: now)
    }

    /// A ticket for the second page, whoever it may be; nil when the sign-in's token is none.
    public func passkeyTicket(of token: String, now: Instant) throws -> PasskeyTicket? {
        guard let digest = SessionToken.read(token)?.digest else { return nil }
        return try passkeys.ticket(for: .secondFactor, bound: digest, now: now)
    }

    /// Signs in without a password: the assertion is right, and the output of the passkey's
    /// pseudo-random function opens the person key. The authenticator has verified the person, so it
    /// counts for both factors.
    public func signIn(
        _ given: GivenPasskey, output: PasskeyOutput?, place: SessionPlace, now: Instant,
        check: PasskeyCheck
    ) async throws -> PasskeyAnswer {
        switch try await passkeys.answered(given, for: .signIn, bound: nil, now: now, check: check)
        {
        case .refused(let refused):
            SealedPersonKey.refuse()
            return try await passkeyRefused(refused, now)
        case .right(let answered):
            guard let keychain = try answered.keychain(output),
                try await used(answered, keychain, place, now)
            else { return try await passkeyRefused(.whose(answered.entry.id), now) }
            let signedIn = SignedIn(
                person: answered.person, keychain: keychain, factors: .passkey)
            let token = try await sessions.begin(signedIn, at: place, now: now)
            return PasskeyAnswer(answer: .signedIn(token, answered.person), error: nil)
        }
    }

    /// Takes a passkey in the place of the code of the second page. It counts as one try.
    public func finish(
        _ token: String, _ given: GivenPasskey, place: SessionPlace, now: Instant,
        check: PasskeyCheck
    ) async throws -> PasskeyAnswer {
        guard let row = try await counted(token, now) else {
            return PasskeyAnswer(answer: .over, error: nil)
        }
        let outcome = try await passkeys.answered(
            given, for: .secondFactor, bound: row.token.digest, now: now, check: check)
        let keychain = try await keychain(of: row.pending)
        guard case .right(let answered) = outcome, let keychain,
            answered.entry.id == keychain.person.id,
            try await used(answered, keychain, place, now)
        else { return try await secondFactorRefused(outcome, row, now) }
        let answer = try await begin(keychain, row, [.password, .passkey], place, now)
        return PasskeyAnswer(answer: answer, error: nil)
    }

    /// Takes a passkey that signs in by itself in the place of the password that is asked for again.
    ///
    /// - Returns: the token's text of the session that goes on; nil as for a wrong password.
    public func giveAgain(
        _ token: String, of live: LiveSession, _ given: GivenPasskey, output: PasskeyOutput?,
        at place: SessionPlace, now: Instant, check: PasskeyCheck
    ) async throws -> (token: String?, error: SealingError?) {
        let actor = AuditActor.person(live.person.id)
        let outcome = try await passkeys.answered(
            given, for: .again, bound: live.digest, now: now, check: check)
        if case .right(let answered) = outcome, answered.entry.id == live.keychain.person.id,
            try answered.keychain(output) != nil
        {
            let event = try staff.event(.credentialGiven, by: actor, now: now)
            let isFirst = try await staff.writer.write { connection in
                guard try answered.use(connection, now: now) else { return false }
                try AuditTrail.append([event], to: connection)
                return true
            }
            if isFirst {
                return (try await sessions.renewed(token, at: place, now: now), nil)
            }
        }
        let refused = outcome.refused
        try await passkeys.record(
            refused, staff.event(.credentialRefused, by: actor, now: now), now: now)
        return (nil, refused.error)
    }

    private func keychain(of pending: PendingSignIn) async throws -> Keychain? {
        let book = staff.roster
        let roster = try await staff.readers.read { try book.verified($0) }
        return try ifGenuine { () throws(SealingError) in try pending.keychain(roster) }
    }

    /// Writes the use and the sign-in down; false when another use of the passkey was faster.
    ///
    /// - Throws: ``NotFromHere``.
    private func used(
        _ answered: PasskeyStore.Answered, _ keychain: Keychain, _ place: SessionPlace,
        _ now: Instant
    ) async throws -> Bool {
        let arrival = try await arrival(of: keychain, at: place, now)
        let isFirst = try await staff.writer.write { connection in
            guard try answered.use(connection, now: now) else { return false }
            try AuditTrail.append(arrival.events, to: connection)
            return true
        }
        guard isFirst, !arrival.isAdmitted else { return isFirst }
        throw NotFromHere()
    }

    private func passkeyRefused(
        _ refused: PasskeyStore.Refused, _ now: Instant
    ) async throws -> PasskeyAnswer {
        let whose = refused.person.map { [AuditDetail.id(.person, PersonID($0))] } ?? []
        let event = try staff.noted(
            .signInFailed, details: whose + [.word(.reason, "passkey")], now: now)
        try await passkeys.record(refused, event, now: now)
        return PasskeyAnswer(answer: .refused, error: refused.error)
    }

    private func secondFactorRefused(
        _ outcome: PasskeyStore.Outcome, _ row: PendingRow, _ now: Instant
    ) async throws -> PasskeyAnswer {
        let refused = outcome.refused
        let person = row.pending.person
        let whose = person == .nobody ? [] : [AuditDetail.id(.person, PersonID(person))]
        let event = try staff.event(
            .signInFailed, by: .visitor, details: whose + [.word(.reason, "passkey")], now: now)
        try await passkeys.record(refused, event, now: now)
        let isOver = row.pending.tries >= PendingSignIn.mostTries
        return PasskeyAnswer(answer: isOver ? .over : .refused, error: refused.error)
    }
}

extension PasskeyStore.Outcome {
    /// What is written down when nothing came of it.
    var refused: PasskeyStore.Refused {
        switch self {
        case .refused(let refused): refused
        case .right(let answered): .whose(answered.entry.id)
        }
    }
}
