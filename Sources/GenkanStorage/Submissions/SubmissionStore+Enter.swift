public import Genkan

extension SubmissionStore {
    /// Seals and stores what somebody of the staff has written down, once: as ``accept(_:now:)`` does
    /// with what a visitor sent. It never waits for a decision, for it proves nothing by a token.
    ///
    /// - Parameters:
    ///   - key: names the page on which it was written, so that a double click is stored once.
    ///   - entry: how it came in, and who has written it down.
    /// - Throws: as ``accept(_:now:)``.
    public func enter(
        _ submission: ValidSubmission, to form: RegisteredForm, key: IdempotencyKey,
        _ entry: Arrival.Entry, now: Instant
    ) async throws(AcceptError) -> Entering {
        let arrival = Arrival(
            form: form, submission: submission, key: key, mark: nil, held: nil, entry: entry)
        let (acceptance, id) = try await settle(arrival, now: now)
        switch acceptance {
        case .stored: return .stored(id)
        case .repeated: return .repeated(memory.id(ofSameRandomness: id) ?? id)
        case .conflict, .captchaReplayed: return .conflict
        }
    }
}
