public import Genkan
public import Sealing

/// Asking again: before what matters, and at a locked screen.
extension SignInStore {
    /// Takes the password of somebody who is signed in, for a session that is unlocked and fresh.
    ///
    /// - Returns: the token's text of the session that goes on in the old one's place; nil for a wrong
    ///   password, and when the session ended meanwhile.
    /// - Throws: `.crowded` when too many wait.
    public func giveAgain(
        _ token: String, of live: LiveSession, password: Password, at place: SessionPlace,
        now: Instant
    ) async throws -> String? {
        let proven = try await staff.prove(live.person.id, password: password)
        let kind: AuditKind = proven == nil ? .credentialRefused : .credentialGiven
        try await staff.record([
            staff.event(kind, by: .person(live.person.id), now: now)
        ])
        guard let proven else { return nil }
        // Another roster may have come in between; the next time will do.
        try? await staff.raiseSecondFactors(signedBy: proven, now: now)
        return try await sessions.renewed(token, at: place, now: now)
    }
}
