import Genkan
import Sealing

/// Whether somebody's passkey has answered.
extension PasskeyStore {
    /// What became of an answer.
    enum Outcome: Sendable {
        /// It is right; it counts once its counter is written.
        case right(Answered)
        /// It is not.
        case refused(Refused)
    }

    /// A passkey that has answered rightly.
    struct Answered: Sendable {
        let row: PasskeyRow
        let entry: VerifiedPerson
        let person: Person
        let counter: UInt32
        let isBackedUp: Bool

        /// Writes the counter; false when another use was faster.
        func use(_ connection: Connection, now: Instant) throws -> Bool {
            try row.use(counter: counter, isBackedUp: isBackedUp, connection, now: now)
        }

        /// What the output of the passkey's pseudo-random function opens; nil for another output.
        func keychain(_ output: PasskeyOutput?) throws -> Keychain? {
            guard let output, let credential = row.record.credential, let sealed = row.personKey
            else { return nil }
            return try ifGenuine { () throws(SealingError) in
                let pair = try credential.unlock(output)
                return try Keychain(
                    person: entry,
                    agreement: sealed.openAgreement(with: pair, of: credential, for: entry))
            }
        }
    }

    /// A passkey that has not.
    struct Refused: Sendable {
        /// Whose it is, if anybody's.
        let person: ObjectID?
        /// What is stored and is not what was signed.
        let error: SealingError?
        /// The events besides that of the refusal itself.
        let events: [AuditEvent]
        /// The passkey of which a copy was seen.
        let cloned: PasskeyRow?

        static func whose(_ person: ObjectID?) -> Refused {
            Refused(person: person, error: nil, events: [], cloned: nil)
        }
    }

    /// Uses up the ticket, finds the passkey and has its assertion looked at.
    func answered(
        _ given: GivenPasskey, for purpose: PasskeyTicket.Purpose, bound: [UInt8]?, now: Instant,
        check: PasskeyCheck
    ) async throws -> Outcome {
        let challenge = try await challenge(
            of: given.ticket, for: purpose, bound: bound, now: now)
        let book = staff.roster
        let (roster, row) = try await staff.readers.read { connection in
            (try book.verified(connection), try PasskeyRow.find(given.credentialID, connection))
        }
        guard let challenge, let row else { return .refused(.whose(row?.record.person)) }
        guard let entry = roster.person(row.record.person), let person = try Person(entry) else {
            return .refused(.whose(nil))
        }
        guard let content = try verified(row, by: entry) else {
            return .refused(try tampered(row, now))
        }
        let stored = StoredPasskey(
            content: content, counter: row.counter, isBackedUp: row.isBackedUp,
            user: try user(of: person.id))
        switch try check(stored, challenge) {
        case .right(let counter, let isBackedUp):
            return .right(
                Answered(
                    row: row, entry: entry, person: person, counter: counter,
                    isBackedUp: isBackedUp))
        case .cloned: return .refused(try cloned(row, now))
        case .wrong: return .refused(.whose(row.record.person))
        }
    }

    private func tampered(_ row: PasskeyRow, _ now: Instant) throws -> Refused {
        Refused(
            person: row.record.person,
            error: SealingError(.notGenuine, .passkey, row.record.id),
            events: [try event(.tamperingRefused, row, now)], cloned: nil)
    }

    private func cloned(_ row: PasskeyRow, _ now: Instant) throws -> Refused {
        Refused(
            person: row.record.person, error: nil,
            events: [try event(.passkeyCloned, row, now)], cloned: row)
    }

    private func event(_ kind: AuditKind, _ row: PasskeyRow, _ now: Instant) throws -> AuditEvent {
        try staff.event(
            kind, by: .visitor,
            details: [
                .id(.person, PersonID(row.record.person)),
                .id(.subject, PasskeyID(row.record.id)),
            ], now: now)
    }

    /// Writes a refusal down; without an event, only what was tampered with or cloned.
    func record(_ refused: Refused, _ event: AuditEvent?, now: Instant) async throws {
        guard event != nil || refused.cloned != nil || !refused.events.isEmpty else { return }
        try await staff.writer.write { connection in
            try refused.cloned?.markCloned(connection, now: now)
            try AuditTrail.append(refused.events + [event].compactMap(\.self), to: connection)
        }
    }
}
