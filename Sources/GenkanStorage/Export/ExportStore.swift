public import Genkan
import Sealing

/// One submission of an export, opened.
public struct ExportRow: Sendable {
    /// The submission.
    public let id: SubmissionID
    /// The code that the visitor has.
    public let receipt: ReceiptCode
    /// When it was stored.
    public let receivedAt: Instant
    /// Where it stands.
    public let place: Place
    /// Who has it; nil for nobody and for somebody who has left.
    public let assignee: Person?
    /// The form in the version that the visitor filled in.
    public let form: RegisteredForm
    /// All answers.
    public let answers: Answers
}

/// Everything that was sent to a form, row by row.
public final class ExportStore: Sendable {
    private static let pageSize = 100

    private let writer: Writer
    private let readers: Readers
    private let roster: RosterBook
    private let mint: Mint

    init(writer: Writer, readers: Readers, roster: RosterBook, mint: Mint) {
        self.writer = writer
        self.readers = readers
        self.roster = roster
        self.mint = mint
    }

    /// Lends every submission of a form to `row`, oldest first, in constant memory.
    ///
    /// *Export begun* is on disk before the first row; *export ended* tells how many were lent, and
    /// whether that was all. It is *cut* when `row` throws, the task is cancelled, or a row is
    /// refused because it is not what was sealed. What arrives after the beginning is left out.
    /// No snapshot is held between the pages, however slow `row` is.
    ///
    /// - Parameter clock: read at the beginning and at the end.
    /// - Returns: how many rows were lent.
    /// - Throws: `.notFound`, `.notAllowed`; what `row` throws; a `SealingError` that names the
    ///   submission or data key that is not what was sealed.
    @discardableResult
    public func run(
        _ form: FormID, for session: LiveSession, clock: @Sendable () -> Instant,
        row: (ExportRow) async throws -> Void
    ) async throws -> Int {
        let begun = clock()
        let pages = try await ExportPages(
            form: form, session: session, until: begun, readers: readers, roster: roster)
        let beginning = try event(.exportBegun, form, session, at: begun)
        try await write(beginning)
        var count = 0
        do {
            while let page = try await pages.next(Self.pageSize) {
                for opened in page.rows {
                    try await row(opened)
                    count += 1
                }
                await DataKeys.wrap(page.keys, with: session.keychain, writer)
                try Task.checkCancellation()
            }
        } catch {
            try await end("cut", beginning, count, session, at: clock())
            throw error
        }
        try await end("complete", beginning, count, session, at: clock())
        return count
    }

    private func end(
        _ outcome: String, _ beginning: AuditEvent, _ count: Int, _ session: LiveSession,
        at now: Instant
    ) async throws {
        try await write(
            event(
                .exportEnded, beginning.form, session, at: now,
                [
                    .number(.rows, count), .word(.outcome, outcome), .id(.begun, beginning.id),
                ]))
    }

    private func event(
        _ kind: AuditKind, _ form: FormID?, _ session: LiveSession, at now: Instant,
        _ details: [AuditDetail] = []
    ) throws -> AuditEvent {
        AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: .person(session.person.id),
            form: form, details: details)
    }

    private func write(_ event: AuditEvent) async throws {
        try await writer.write { try AuditTrail.append([event], to: $0) }
    }
}
