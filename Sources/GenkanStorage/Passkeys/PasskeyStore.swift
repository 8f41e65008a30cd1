public import Genkan
public import Sealing

/// The passkeys of the people of the house. Each carries the signature of whose it is, made with the
/// half of the person key that only the credential opens.
public final class PasskeyStore: Sendable {
    /// How many somebody may have.
    public static let most = 20

    let staff: StaffStore
    private let sessions: Writer
    private let runtime: RuntimeSecret

    init(staff: StaffStore, sessions: Writer, runtime: RuntimeSecret) {
        self.staff = staff
        self.sessions = sessions
        self.runtime = runtime
    }

    /// The person's own passkeys, oldest first. Those that are not what was signed are among them, so
    /// that they can be seen and removed.
    public func passkeys(of live: LiveSession) async throws -> [OwnPasskey] {
        let person = live.keychain.person
        let rows = try await staff.readers.read { try PasskeyRow.all(of: person.id, $0) }
        return try rows.map { row in
            let content = try verified(row, by: person)
            return OwnPasskey(
                id: PasskeyID(row.record.id), name: row.name,
                isCredential: row.record.credential != nil, isGenuine: content != nil,
                created: row.created, used: row.used, cloned: row.cloned, content: content ?? [])
        }
    }

    /// How authenticators know the person, 32 bytes.
    public func user(of person: PersonID) throws(SealingError) -> [UInt8] {
        try staff.house.passkeyUser(of: ObjectID(person))
    }

    /// A ticket of somebody who is signed in.
    public func ticket(
        for purpose: PasskeyTicket.Purpose, of live: LiveSession, now: Instant
    ) throws(SealingError) -> PasskeyTicket {
        try ticket(for: purpose, bound: live.digest, now: now)
    }

    func ticket(
        for purpose: PasskeyTicket.Purpose, bound: [UInt8]?, now: Instant
    ) throws(SealingError) -> PasskeyTicket {
        try PasskeyTicket.create(
            for: purpose, bound: bound, runtime: runtime, now: now.microseconds)
    }

    /// The challenge of a ticket, which is used up by that; nil for one that is none, too old, of
    /// another session, for something else, or used already.
    func challenge(
        of text: String, for purpose: PasskeyTicket.Purpose, bound: [UInt8]?, now: Instant
    ) async throws -> [UInt8]? {
        let ticket = try PasskeyTicket.read(
            text, for: purpose, bound: bound, runtime: runtime, now: now.microseconds)
        guard let ticket else { return nil }
        let end = Instant(microseconds: ticket.begun).advanced(by: PasskeyTicket.lifetime)
        let isFirst = try await sessions.write { connection in
            try connection.run(
                """
                INSERT INTO used_challenges (challenge, forget_at)
                VALUES (\(ticket.challenge), \(end)) ON CONFLICT (challenge) DO NOTHING
                """) == 1
        }
        return isFirst ? ticket.challenge : nil
    }

    /// The content of a row, if it is what its person signed.
    func verified(_ row: PasskeyRow, by person: VerifiedPerson) throws -> [UInt8]? {
        try ifGenuine { () throws(SealingError) in try row.record.verified(by: person) }
    }
}
