import Genkan
import Sealing

/// A session that was opened before, and all that it was opened from.
struct CachedSession: Sendable {
    var sealed: [UInt8]
    var facts: SessionFacts
    /// The idle limit that its row has, in microseconds; that of the facts is as late or later.
    var writtenExpiry: Int64
    let person: Person
    let keychain: Keychain
    let roster: RosterPin
    let grants: [GrantedForm]
    let refused: [SealingError]

    /// The same after its row was written anew.
    func changed(sealed: [UInt8], facts: SessionFacts) -> CachedSession {
        var changed = self
        changed.sealed = sealed
        changed.facts = facts
        changed.writtenExpiry = facts.idleExpiry
        return changed
    }

    /// The same, used again, which its row does not say yet.
    func used(_ facts: SessionFacts) -> CachedSession {
        var used = self
        used.facts = facts
        return used
    }
}

/// A grant with the record of the form key it opens to, as they stood in the database.
struct GrantedForm: Hashable, Sendable {
    let key: FormKeyRecord
    let grant: Grant
}

/// Makes the keychain of a session from its row, the verified roster and the grants of the moment.
struct KeychainBook: Sendable {
    let readers: Readers
    let roster: RosterBook
    let house: HousePublicKey

    /// What a row is, opened.
    enum Opened: Sendable {
        case alive(CachedSession)
        case over(SessionEnd)
    }

    /// The session, or why it is over. What was opened before is used again only when not a byte of
    /// what it came from is different.
    func open(
        _ sealed: [UInt8], token: SessionToken, runtime: RuntimeSecret, known: CachedSession?,
        now: Instant
    ) async throws -> Opened {
        let roster = roster
        let verified = try await readers.read { try roster.verified($0) }
        if let known, known.sealed == sealed, known.roster == verified.pin {
            if let end = known.facts.end(at: now.microseconds) { return .over(SessionEnd(end)) }
            let grants = try await granted(to: known.keychain.person)
            if grants == known.grants { return .alive(known) }
        }
        let unsealed = try Keychain.unseal(
            sealed, token: token, runtime: runtime, roster: verified, now: now.microseconds)
        switch unsealed {
        case .over(let end):
            return .over(SessionEnd(end))
        case .alive(let keychain, let facts):
            guard let person = try Person(keychain.person) else { return .over(.lost) }
            let grants = try await granted(to: keychain.person)
            let refused = try keychain.addGenuine(grants, house: house)
            return .alive(
                CachedSession(
                    sealed: sealed, facts: facts, writtenExpiry: facts.idleExpiry, person: person,
                    keychain: keychain, roster: verified.pin, grants: grants, refused: refused))
        }
    }

    private func granted(to person: VerifiedPerson) async throws -> [GrantedForm] {
        try await readers.read { try FormKeyRow.granted(to: person.id, $0) }
    }
}
