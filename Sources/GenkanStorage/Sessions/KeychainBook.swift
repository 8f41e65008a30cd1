import Genkan
import Sealing

/// A session that was opened before, and all that it was opened from.
struct CachedSession: Sendable {
    var sealed: [UInt8]
    var facts: SessionFacts
    let person: Person
    let keychain: Keychain
    let roster: RosterPin
    let grants: [GrantedForm]
    let refused: [SealingError]
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

    /// The session; nil when it is over or the person has left. What was opened before is used
    /// again only when not a byte of what it came from is different.
    func open(
        _ sealed: [UInt8], token: SessionToken, runtime: RuntimeSecret, known: CachedSession?,
        now: Instant
    ) async throws -> CachedSession? {
        let roster = roster
        let verified = try await readers.read { try roster.verified($0) }
        if let known, known.sealed == sealed, known.roster == verified.pin {
            guard known.facts.isAlive(at: now.microseconds) else { return nil }
            let grants = try await granted(to: known.keychain.person)
            if grants == known.grants { return known }
        }
        let keychain: Keychain
        let facts: SessionFacts
        do {
            (keychain, facts) = try Keychain.unseal(
                sealed, token: token, runtime: runtime, roster: verified, now: now.microseconds)
        } catch  where error.code == .outdated {
            return nil
        }
        guard let person = try Person(keychain.person) else { return nil }
        let grants = try await granted(to: keychain.person)
        let refused = try keychain.addGenuine(grants, house: house)
        return CachedSession(
            sealed: sealed, facts: facts, person: person, keychain: keychain,
            roster: verified.pin, grants: grants, refused: refused)
    }

    private func granted(to person: VerifiedPerson) async throws -> [GrantedForm] {
        try await readers.read { try FormKeyRow.granted(to: person.id, $0) }
    }
}
