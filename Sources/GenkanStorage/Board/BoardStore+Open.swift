public import Genkan
import Sealing

extension BoardStore {
    /// Opens a submission with all its answers. That somebody did is on disk in the audit trail
    /// before anything is opened.
    ///
    /// - Returns: nil when there is no such submission or it is not granted to this person.
    /// - Throws: a `SealingError` that names the submission or data key when it is not what was
    ///   sealed; `.corrupted` when the clear index says something else than the sealed answers.
    ///   Both are audit events too. `unavailable` when the secure heap is full, which is none.
    public func open(
        _ submission: SubmissionID, for session: LiveSession, now: Instant
    ) async throws -> OpenedSubmission? {
        guard let stored = try await stored(submission, for: session) else { return nil }
        try await record(.submissionOpened, stored, by: session, now: now)
        let answers: Answers
        do {
            answers = try stored.open(with: session.keychain)
        } catch let error as SealingError where error.code == .unavailable {
            throw error  // memory is short for now: nothing is known of the seal
        } catch {
            try await record(.tamperingRefused, stored, by: session, now: now)
            throw error
        }
        return OpenedSubmission(
            card: stored.card.card(titles: try? stored.openTitle(with: session.keychain)),
            form: stored.form, current: stored.current, answers: answers,
            history: stored.history, people: stored.people, former: stored.former,
            holders: stored.holders)
    }

    /// The form of a submission, as it is now, without opening anything.
    ///
    /// - Returns: nil when there is no such submission or it is not granted to this person.
    public func form(
        of submission: SubmissionID, for session: LiveSession
    ) async throws -> Form? {
        try await stored(submission, for: session)?.current.form
    }

    private func stored(
        _ submission: SubmissionID, for session: LiveSession
    ) async throws -> StoredSubmission? {
        let roster = roster
        return try await readers.read { connection in
            guard let stored = try StoredSubmission.read(submission, roster: roster, connection),
                try session.keychain.holdsGrant(of: stored.card.form, connection)
            else { return nil }
            return stored
        }
    }

    private func record(
        _ kind: AuditKind, _ stored: StoredSubmission, by session: LiveSession, now: Instant
    ) async throws {
        let event = AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: .person(session.person.id),
            form: stored.card.form, submission: stored.card.id)
        try await writer.write { try AuditTrail.append([event], to: $0) }
    }
}

/// A submission as it is read in one snapshot, nothing opened yet.
struct StoredSubmission: Sendable {
    let card: CardRow
    let form: RegisteredForm
    let current: RegisteredForm
    let answers: StoredEnvelope
    let clearAnswers: [Answer]
    let dataKey: DataKeyRecord
    let history: [CardChange]
    let people: [Person]
    let former: [FormerPerson]
    let holders: [Person]

    static func read(
        _ id: SubmissionID, roster: RosterBook, _ connection: Connection
    ) throws -> StoredSubmission? {
        let found = try connection.first(
            """
            SELECT \(CardRow.columns), answers_id, answers FROM submissions WHERE id = \(id)
            """
        ) { row in
            (
                card: try CardRow(row),
                answers: SealedArrival.SealedBytes(id: try row[12], bytes: try row[13])
            )
        }
        guard let (card, answers) = found else { return nil }
        let history = try roster.history(connection)
        return StoredSubmission(
            card: card,
            form: try FormRow.read(
                card.form, card.formVersion, connection, house: roster.house),
            current: try FormRow.newest(card.form, connection, house: roster.house),
            answers: try StoredEnvelope(
                .answers, answers, of: id, form: card.form, version: card.formVersion,
                dataKey: card.dataKey),
            clearAnswers: try ClearAnswers.read(of: id, connection),
            dataKey: try DataKeyRecord.read(card.dataKey, connection),
            history: try CardHistory.all(of: id, connection),
            people: try history.newest.staff(), former: history.formerStaff(),
            holders: try Holders.all(of: card.form, among: history.newest, connection))
    }

    func open(with keychain: Keychain) throws -> Answers {
        let opened = try answers.open(with: keychain, under: dataKey)
        try ClearAnswers.compare(clearAnswers, with: opened, of: form.form, submission: card.id)
        return opened
    }

    func openTitle(with keychain: Keychain) throws -> Answers {
        try card.openTitle(with: keychain, [card.dataKey: dataKey])
    }
}
