public import Genkan
import Sealing

extension BoardStore {
    /// Takes back that this person has looked at a submission: for them its card is unread again, and
    /// what notes call them for waits once more. It is theirs alone, and changes nothing of the card.
    ///
    /// - Returns: false when there is no such submission or it is not granted to this person.
    public func markUnread(
        _ submission: SubmissionID, for session: LiveSession
    ) async throws -> Bool {
        try await writer.write { connection in
            guard let (form, _) = try CardRow.state(of: submission, connection),
                try session.keychain.holdsGrant(of: form, connection)
            else { return false }
            try Seen.delete(session.person.id, submission, connection)
            return true
        }
    }
}
