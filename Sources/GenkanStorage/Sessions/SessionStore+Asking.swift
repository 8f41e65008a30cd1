public import Genkan
import Sealing

/// Locking the screen, and giving the credential again. Both are flags inside the session's seal: the
/// keys stay where they are, the desk shows nothing.
extension SessionStore {
    /// Locks every tab of a session until the credential is given again.
    ///
    /// - Throws: `.unavailable` when other requests of the session were faster ten times: it is not
    ///   locked.
    public func lock(_ text: String, at place: SessionPlace? = nil, now: Instant) async throws {
        guard let token = SessionToken.read(text) else { return }
        for _ in 0..<10 {
            guard case .alive(let live) = try await resume(text, isUse: false, now: now),
                !live.isLocked
            else { return }
            guard let session = known(token) else { continue }
            try await change(
                session, token, to: session.facts.changed(isLocked: true), at: place, now: now)
        }
        throw StorageError(.unavailable, "the session could not be locked")
    }

    /// A new session in the place of one, under a new token, unlocked. How long it lasts in all stays
    /// as it was.
    ///
    /// - Parameter isProven: whether the person has just given the credential again: then the session is
    ///   fresh; otherwise it is as fresh as it was.
    /// - Returns: the new token's text; nil when the old session is gone.
    public func renewed(
        _ text: String, isProven: Bool = true, at place: SessionPlace, now: Instant
    ) async throws -> String? {
        guard let old = SessionToken.read(text),
            case .alive = try await resume(text, isUse: false, now: now),
            let session = known(old)
        else { return nil }
        let facts = SessionFacts(
            factors: session.facts.factors, begun: session.facts.begun,
            idleExpiry: now.advanced(by: limits.idle).microseconds,
            absoluteExpiry: session.facts.absoluteExpiry,
            steppedUp: isProven ? now.microseconds : session.facts.steppedUp,
            isLocked: !isProven && session.facts.isLocked,
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
        guard isRenewed else { return nil }
        successors.note(token.digest, after: old.digest, until: facts.absoluteExpiry)
        return token.text
    }
}
