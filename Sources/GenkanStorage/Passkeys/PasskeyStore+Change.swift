public import Genkan
public import Sealing

/// Adding, naming and removing one's own.
extension PasskeyStore {
    /// What is stored of a registration that was checked.
    public struct New: Sendable {
        /// The credential id, 1 to 1023 bytes.
        public let credentialID: [UInt8]
        /// The stored form.
        public let content: [UInt8]
        /// The counter as the authenticator has it now.
        public let counter: UInt32
        /// Whether it is backed up now.
        public let isBackedUp: Bool
        /// What its pseudo-random function gave; nil when it has none.
        public let output: PasskeyOutput?
        /// What the person calls it.
        public let name: PasskeyName

        /// Takes the parts.
        public init(
            credentialID: [UInt8], content: [UInt8], counter: UInt32, isBackedUp: Bool,
            output: PasskeyOutput?, name: PasskeyName
        ) {
            self.credentialID = credentialID
            self.content = content
            self.counter = counter
            self.isBackedUp = isBackedUp
            self.output = output
            self.name = name
        }
    }

    /// What became of a change.
    public enum Change: Hashable, Sendable {
        /// It was made.
        case done
        /// The password is wrong.
        case wrongPassword
        /// The ticket is none, too old or used, or the registration is wrong.
        case refused
        /// The house has a passkey with this credential id.
        case exists
        /// The person has as many as one may have.
        case tooMany
        /// It is the last way to sign in, or the last second factor.
        case last
        /// There is none such.
        case gone
    }

    /// Whether the password is right, so that no authenticator is asked in vain: what follows asks for
    /// it again. Nil when it is not.
    public func beginAdding(
        of live: LiveSession, password: Password, now: Instant
    ) async throws -> PasskeyTicket? {
        guard try await staff.prove(live.person.id, password: password) != nil else {
            try await refusedPassword(of: live, now)
            return nil
        }
        return try ticket(for: .register, of: live, now: now)
    }

    /// Adds a passkey, signed with what the password opens.
    ///
    /// - Parameter check: takes the challenge and answers what is to be stored; nil for a registration
    ///   that is wrong.
    public func add(
        ticket: String, of live: LiveSession, password: Password, now: Instant,
        check: @Sendable (_ challenge: [UInt8]) throws -> New?
    ) async throws -> Change {
        let challenge = try await challenge(
            of: ticket, for: .register, bound: live.digest, now: now)
        guard let challenge, let new = try check(challenge) else { return .refused }
        guard let proven = try await staff.prove(live.person.id, password: password) else {
            try await refusedPassword(of: live, now)
            return .wrongPassword
        }
        let row = try row(new, proven.personKey(), now)
        let event = try staff.event(
            .passkeyAdded, by: .person(live.person.id),
            details: [
                .id(.subject, PasskeyID(row.record.id)),
                .word(.reason, new.output == nil ? "second-factor" : "credential"),
            ], now: now)
        let book = staff.roster
        return try await staff.writer.write { connection in
            // The password waited for its turn: who left or came anew meanwhile adds nothing.
            let listed = try book.verified(connection).person(proven.entry.id)
            guard listed?.hasKeys(of: proven.entry) == true else { return .refused }
            let count = try connection.number(
                "SELECT count(*) FROM passkeys WHERE person = \(row.record.person)")
            guard (count ?? 0) < Self.most else { return .tooMany }
            guard try row.insert(connection) else { return .exists }
            try AuditTrail.append([event], to: connection)
            return .done
        }
    }

    private func row(_ new: New, _ key: PersonKey, _ now: Instant) throws -> PasskeyRow {
        let id = try staff.newID(now)
        let credential = try new.output.map {
            try Credential.create(id: id, person: key.person, passkey: $0).credential
        }
        return PasskeyRow(
            record: try key.sign(passkey: new.content, id: id, credential: credential),
            personKey: try credential.map { try key.sealed(to: $0) },
            credentialID: new.credentialID, counter: new.counter, isBackedUp: new.isBackedUp,
            name: new.name.text, created: now)
    }

    private func refusedPassword(of live: LiveSession, _ now: Instant) async throws {
        try await staff.record([
            staff.event(.credentialRefused, by: .person(live.person.id), now: now)
        ])
    }

    /// Gives one of the person's own another name.
    public func rename(
        _ id: PasskeyID, to name: PasskeyName, of live: LiveSession, now: Instant
    ) async throws -> Change {
        let person = live.keychain.person.id
        let event = try staff.event(
            .passkeyRenamed, by: .person(live.person.id), details: [.id(.subject, id)], now: now)
        return try await staff.writer.write { connection in
            let changed = try connection.run(
                """
                UPDATE passkeys SET name = \(name.text) WHERE id = \(id) AND person = \(person)
                """)
            guard changed == 1 else { return .gone }
            try AuditTrail.append([event], to: connection)
            return .done
        }
    }

    /// Removes one of the person's own, unless nothing would be left to sign in with, or no second
    /// factor. Both are counted inside the transaction.
    public func remove(
        _ id: PasskeyID, of live: LiveSession, now: Instant
    ) async throws -> Change {
        let person = live.keychain.person.id
        let event = try staff.event(
            .passkeyRemoved, by: .person(live.person.id), details: [.id(.subject, id)], now: now)
        return try await staff.writer.write { connection in
            let known = try connection.exists(
                "SELECT 1 FROM passkeys WHERE id = \(id) AND person = \(person)")
            guard known else { return .gone }
            guard try Self.isEnough(without: id, of: person, connection) else { return .last }
            try connection.run("DELETE FROM passkeys WHERE id = \(id) AND person = \(person)")
            try AuditTrail.append([event], to: connection)
            return .done
        }
    }

    /// Whether there is a password or a passkey that signs in, and a second factor or a passkey,
    /// besides this one.
    private static func isEnough(
        without id: PasskeyID, of person: ObjectID, _ connection: Connection
    ) throws -> Bool {
        let others: SQL = "SELECT 1 FROM passkeys WHERE person = \(person) AND id <> \(id)"
        let signsIn =
            try connection.exists(
                "SELECT 1 FROM credentials WHERE person = \(person) AND kind = 'password'")
            || connection.exists("\(others) AND salt IS NOT NULL")
        let hasFactor =
            try connection.exists("SELECT 1 FROM second_factors WHERE person = \(person)")
            || connection.exists(others)
        return signsIn && hasFactor
    }
}
