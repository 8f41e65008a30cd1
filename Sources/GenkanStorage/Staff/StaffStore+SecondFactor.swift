public import Genkan
public import Sealing

extension StaffStore {
    /// The person's own second factor, with which it can be put in its own place; nil when there is
    /// none.
    ///
    /// - Throws: `cannotOpen` (secondFactor) when it is not what was sealed.
    public func secondFactor(
        of live: LiveSession
    ) async throws -> (content: SecondFactorContent, stored: SealedSecondFactor)? {
        let id = live.keychain.person.id
        let sealed = try await readers.read { try SecondFactorRow.read(of: id, $0) }
        guard let sealed else { return nil }
        return (try live.keychain.secondFactor(sealed), sealed)
    }

    /// Puts a person's new second factor in the place of the one that was read.
    ///
    /// - Parameter kind: what the trail says of it.
    /// - Returns: false when another one is there meanwhile: look again.
    public func replaceSecondFactor(
        _ stored: SealedSecondFactor, with content: SecondFactorContent, as kind: AuditKind,
        of live: LiveSession, now: Instant
    ) async throws -> Bool {
        let sealed = try live.keychain.seal(secondFactor: content)
        let event = try event(kind, by: .person(live.person.id), now: now)
        return try await writer.write { connection in
            guard try SecondFactorRow.replace(stored, with: sealed, connection, now: now) else {
                return false
            }
            try AuditTrail.append([event], to: connection)
            return true
        }
    }

    /// Writes down that sessions were ended.
    public func endedSessions(
        of person: PersonID, by live: LiveSession, count: Int, now: Instant
    ) async throws {
        try await record([
            event(
                .sessionsEnded, by: .person(live.person.id),
                details: [.id(.person, person), .number(.rows, count)], now: now)
        ])
    }
}
