public import Genkan
import Sealing

/// Locking the screen, and giving the credential again. Both are flags inside the session's seal: the
/// keys stay where they are, the desk shows nothing.
extension SessionStore {
    /// Locks every tab of a session until the credential is given again.
    public func lock(_ text: String, at place: SessionPlace? = nil, now: Instant) async throws {
        guard let token = SessionToken.read(text),
            case .alive = try await resume(text, isUse: false, now: now),
            let session = known(token)
        else { return }
        try await change(
            session, token, to: session.facts.changed(isLocked: true), at: place, now: now)
    }

    /// A new session in the place of one whose person has just given the credential again: unlocked,
    /// stepped up, under a new token. How long it lasts in all stays as it was.
    ///
    /// - Returns: the new token's text; nil when the old session is gone.
    func renewed(
        _ text: String, at place: SessionPlace, now: Instant
    ) async throws -> String? {
        guard let old = SessionToken.read(text),
            case .alive = try await resume(text, isUse: false, now: now),
            let session = known(old)
        else { return nil }
        let facts = SessionFacts(
            factors: session.facts.factors, begun: session.facts.begun,
            idleExpiry: now.advanced(by: limits.idle).microseconds,
            absoluteExpiry: session.facts.absoluteExpiry, steppedUp: now.microseconds,
            formSecret: session.facts.formSecret)
        let token = try SessionToken.create()
        let seen = SeenPlace(
            place: place, begun: Instant(microseconds: facts.begun), last: now)
        let row = try SessionRow(session.keychain, facts, seen, token: token, runtime: runtime)
        let isRenewed = try await writer.write { connection in
            guard try SessionRow.remove(old.digest, connection) else { return false }
            try row.insert(connection)
            return true
        }
        forget(old.digest)
        return isRenewed ? token.text : nil
    }
}
