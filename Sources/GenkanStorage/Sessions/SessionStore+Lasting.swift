import Genkan

extension SessionStore {
    /// Whether the session of a request still goes on, for work that lasts longer than the request's
    /// own look at it. The work counts as use: idleness ends it as little as a person who is reading.
    func isOver(_ session: LiveSession, now: Instant) async throws -> Bool {
        guard now < session.expires else { return true }
        let digest = session.digest
        return try await readers.read { connection in
            try !connection.exists("SELECT 1 FROM sessions WHERE fingerprint = \(digest)")
        }
    }
}
