public import Genkan
import Sealing

extension BoardStore {
    /// How many of the newest submissions are looked through for others of the same person.
    public static let mostSearched = 20_000
    /// How many of them are told of.
    public static let mostFound = 50

    /// What else the person of a submission has sent: submissions with the same e-mail address or
    /// telephone number, of every form that may be opened.
    ///
    /// No index is kept of either: the newest submissions are opened one after another and compared in
    /// memory, page by page, with no snapshot held in between. That somebody has them looked through,
    /// and how many, is on disk in the audit trail before anything is opened. What is not what was sealed
    /// is passed over. It ends with the task.
    ///
    /// - Returns: nil when there is no such submission or it is not granted to this person.
    /// - Throws: `CancellationError`; for the submission itself as ``open(_:for:now:)``.
    public func earlier(
        than submission: SubmissionID, for session: LiveSession, now: Instant
    ) async throws -> EarlierSubmissions? {
        try await earlier(
            than: submission, searching: Self.mostSearched, showing: Self.mostFound, for: session,
            now: now)
    }

    /// The same with bounds of one's own.
    func earlier(
        than submission: SubmissionID, searching: Int, showing: Int, for session: LiveSession,
        now: Instant
    ) async throws -> EarlierSubmissions? {
        let roster = roster
        let read = try await readers.read { connection -> (StoredSubmission, EarlierGround)? in
            guard
                let stored = try StoredSubmission.read(
                    submission, for: session, roster: roster, connection)
            else { return nil }
            let ground = try EarlierGround.read(
                besides: submission, most: searching, for: session, house: roster.house,
                connection)
            return (stored, ground)
        }
        guard let (stored, ground) = read else { return nil }
        var earlier = EarlierSubmissions(receipt: stored.card.receipt, form: stored.desk.form)
        guard ContactPoints.areAsked(by: stored.form.form) else { return earlier }
        try await record(
            .submissionsSearched, stored.card, [.number(.rows, ground.ids.count)], session, now)
        let points = ContactPoints(
            try await answers(of: stored, session, now), of: stored.form.form)
        guard !points.isEmpty else { return earlier }
        earlier.hasContact = true
        earlier.isCut = ground.isCut
        try await search(ground, for: points, showing, session, &earlier)
        return earlier
    }

    private func search(
        _ ground: EarlierGround, for points: ContactPoints, _ most: Int, _ session: LiveSession,
        _ earlier: inout EarlierSubmissions
    ) async throws {
        var rest = ground.ids[...]
        while !rest.isEmpty {
            try Task.checkCancellation()
            let ids = rest
            let page = try await readers.read { try EarlierRows(ids, $0) }
            rest = page.rest
            for row in page.rows {
                earlier.searched += 1
                guard
                    let found = try found(row, page.keys, ground, points, session, &earlier)
                else { continue }
                guard earlier.found.count < most else {
                    earlier.hasMore = true
                    return
                }
                earlier.found.append(found)
            }
            await DataKeys.wrap(page.keys.values, with: session.keychain, writer)
        }
    }

    /// Nil for what has nothing in common, and for what is not what was sealed.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    private func found(
        _ row: EarlierRows.Row, _ keys: [ObjectID: DataKeyRecord], _ ground: EarlierGround,
        _ points: ContactPoints, _ session: LiveSession, _ earlier: inout EarlierSubmissions
    ) throws -> EarlierSubmissions.Found? {
        guard let stored = row.stored, let record = keys[stored.card.dataKey],
            let version = ground.versions[stored.card.form]?[stored.card.formVersion]
        else {
            earlier.refuse(row.id)
            return nil
        }
        guard ContactPoints.areAsked(by: version.form) else { return nil }
        let answers: Answers
        do {
            answers = try stored.answers.open(with: session.keychain, under: record)
        } catch let error as SealingError where error.code == .unavailable {
            throw error
        } catch {
            earlier.refuse(row.id)
            return nil
        }
        let shared = points.shared(with: ContactPoints(answers, of: version.form))
        guard !shared.isEmpty, let form = ground.newest(stored.card.form) else { return nil }
        let titles = try? stored.card.openTitle(with: session.keychain, keys)
        return EarlierSubmissions.Found(
            form: form, card: stored.card.card(titles: titles), shared: shared)
    }

    private func answers(
        of stored: StoredSubmission, _ session: LiveSession, _ now: Instant
    ) async throws -> Answers {
        do {
            return try stored.open(with: session.keychain)
        } catch let error as SealingError where error.code == .unavailable {
            throw error
        } catch {
            try await record(.tamperingRefused, stored.card, [], session, now)
            throw error
        }
    }

    private func record(
        _ kind: AuditKind, _ card: CardRow, _ details: [AuditDetail], _ session: LiveSession,
        _ now: Instant
    ) async throws {
        let event = AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: .person(session.person.id),
            form: card.form, submission: card.id, details: details)
        try await writer.write { try AuditTrail.append([event], to: $0) }
    }
}
