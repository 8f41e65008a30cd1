public import Genkan
import Sealing

extension BoardStore {
    /// Opens a submission with all its answers and notes. That somebody did is on disk in the audit
    /// trail before anything is opened, and the card is no longer unread for them.
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
        let notes = try stored.openNotes(with: session.keychain)
        let isWhole = stored.files.areThose(of: answers, to: stored.form.form)
        if !notes.refused.isEmpty || !isWhole {
            try await record(.tamperingRefused, stored, by: session, now: now)
        }
        return OpenedSubmission(
            card: stored.card.card(titles: try? stored.openTitle(with: session.keychain)),
            form: stored.form, desk: stored.desk, answers: answers, history: stored.history,
            enteredBy: stored.enteredBy, files: stored.files,
            notes: notes.opened, refusedNotes: notes.refused, mark: stored.mark)
    }

    /// The form of a submission, as it is now, without opening anything.
    ///
    /// - Returns: nil when there is no such submission or it is not granted to this person.
    public func form(
        of submission: SubmissionID, for session: LiveSession
    ) async throws -> RegisteredForm? {
        let roster = roster
        return try await readers.read { connection in
            guard let (form, _) = try CardRow.state(of: submission, connection),
                try session.keychain.holdsGrant(of: form, connection)
            else { return nil }
            return try FormRow.newest(form, connection, house: roster.house)
        }
    }

    private func stored(
        _ submission: SubmissionID, for session: LiveSession
    ) async throws -> StoredSubmission? {
        let roster = roster
        return try await readers.read {
            try StoredSubmission.read(submission, for: session, roster: roster, $0)
        }
    }

    private func record(
        _ kind: AuditKind, _ stored: StoredSubmission, by session: LiveSession, now: Instant
    ) async throws {
        let person = session.person.id, card = stored.card
        let event = AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: .person(person),
            form: card.form, submission: card.id)
        try await writer.write { connection in
            try AuditTrail.append([event], to: connection)
            guard kind == .submissionOpened else { return }
            try Seen.insert(person, card.id, at: now, connection)
        }
    }
}

/// A submission as it is read in one snapshot, nothing opened yet.
struct StoredSubmission: Sendable {
    let card: CardRow
    let form: RegisteredForm
    let desk: FormDesk
    let answers: StoredEnvelope
    let clearAnswers: [Answer]
    let dataKey: DataKeyRecord
    let history: [CardChange]
    let enteredBy: PersonID?
    let files: [StoredFile]
    let notes: [SealedNote]
    let mark: ChangeMark

    /// Nil when there is no such submission or it is not granted to this person.
    static func read(
        _ id: SubmissionID, for session: LiveSession, roster: RosterBook, _ connection: Connection
    ) throws -> StoredSubmission? {
        let found = try connection.first(
            """
            SELECT \(CardRow.columns), answers_id, answers FROM submissions WHERE id = \(id)
            """
        ) { row in
            (
                card: try CardRow(row),
                answers: SealedArrival.SealedBytes(
                    id: try row[CardRow.width], bytes: try row[CardRow.width + 1])
            )
        }
        guard let (card, answers) = found,
            try session.keychain.holdsGrant(of: card.form, connection)
        else { return nil }
        return StoredSubmission(
            card: card,
            form: try FormRow.read(
                card.form, card.formVersion, connection, house: roster.house),
            desk: try FormDesk.read(card.form, for: session, roster: roster, connection),
            answers: try StoredEnvelope(
                .answers, answers, of: id, form: card.form, version: card.formVersion,
                dataKey: card.dataKey),
            clearAnswers: try ClearAnswers.read(of: id, connection),
            dataKey: try DataKeyRecord.read(card.dataKey, connection),
            history: try CardHistory.newest(of: id, connection),
            enteredBy: card.source == .web
                ? nil : try CardHistory.enteredBy(id, connection),
            files: try FileRow.all(of: id, connection),
            notes: try NoteRow.all(of: card, connection),
            mark: try ChangeMark.read(connection))
    }

    func open(with keychain: Keychain) throws -> Answers {
        let opened = try answers.open(with: keychain, under: dataKey)
        try ClearAnswers.compare(clearAnswers, with: opened, of: form.form, submission: card.id)
        return opened
    }

    /// The notes; one that was tampered with keeps no other back.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    func openNotes(with keychain: Keychain) throws -> (opened: [Note], refused: [NoteID]) {
        var opened: [Note] = []
        var refused: [NoteID] = []
        for note in notes {
            do {
                opened.append(try note.open(with: keychain, under: dataKey))
            } catch let error as SealingError where error.code == .unavailable {
                throw error
            } catch {
                refused.append(note.id)
            }
        }
        return (opened, refused)
    }

    func openTitle(with keychain: Keychain) throws -> Answers {
        try card.openTitle(with: keychain, [card.dataKey: dataKey])
    }
}
