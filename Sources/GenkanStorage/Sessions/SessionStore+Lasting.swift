import Genkan
import Sealing

extension SessionStore {
    /// Whether another session has taken the place of the one that this token named: a request that was
    /// on its way then comes too late, and its browser has the new token already.
    public func isRenewed(_ text: String) -> Bool {
        guard let digest = SessionToken.read(text)?.digest else { return false }
        return successors.last(after: digest) != digest
    }

    /// Whether the session of a request still goes on, for work that lasts longer than the request's
    /// own look at it. The work counts as use: idleness ends it as little as a person who is reading.
    /// A session that took this one's place, because the credential was given again in another tab, is
    /// the same session.
    func isOver(_ session: LiveSession, now: Instant) async throws -> Bool {
        guard now < session.expires else { return true }
        let digest = successors.last(after: session.digest)
        return try await readers.read { connection in
            try !connection.exists("SELECT 1 FROM sessions WHERE fingerprint = \(digest)")
        }
    }
}
