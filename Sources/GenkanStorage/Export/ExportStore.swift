public import Genkan
import Sealing

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

    /// Lends every submission of a form to `lend`, oldest first, in constant memory.
    ///
    /// *Export begun* is on disk before the first row; *export ended* tells how many were lent, how
    /// many more were refused, and whether that was all. A row that is not what was sealed is lent
    /// as refused, is an audit event of its own, and keeps no other back. The export is *cut* when
    /// `lend` throws, the task is cancelled or the database fails. What arrives after the beginning
    /// is left out. No snapshot is held between the pages, however slow `lend` is.
    ///
    /// - Parameter clock: read at the beginning and at the end.
    /// - Returns: how many rows were opened.
    /// - Throws: `.notFound`, `.notAllowed`, `.unavailable`; what `lend` throws; a `SealingError` or
    ///   `.corrupted` when the form itself is not what was signed.
    @discardableResult
    public func run(
        _ form: FormID, for session: LiveSession, clock: @Sendable () -> Instant,
        lend: (ExportItem) async throws -> Void
    ) async throws -> Int {
        let begun = clock()
        let pages = try await ExportPages(
            form: form, session: session, until: begun, readers: readers, roster: roster)
        let beginning = try event(.exportBegun, form, session, at: begun)
        try await write(beginning)
        var count = Count()
        do {
            while let page = try await pages.next(Self.pageSize) {
                try await recordRefused(page, form, session, at: clock())
                for item in page.items {
                    try await lend(item)
                    count.add(item)
                }
                await DataKeys.wrap(page.keys, with: session.keychain, writer)
                try Task.checkCancellation()
            }
        } catch {
            try await end("cut", beginning, count, session, at: clock())
            throw error
        }
        try await end("complete", beginning, count, session, at: clock())
        return count.opened
    }

    private struct Count {
        var opened = 0
        var refused = 0

        mutating func add(_ item: ExportItem) {
            switch item {
            case .opened: opened += 1
            case .refused: refused += 1
            }
        }
    }

    private func recordRefused(
        _ page: ExportPages.Page, _ form: FormID, _ session: LiveSession, at now: Instant
    ) async throws {
        var events: [AuditEvent] = []
        for case .refused(let id, _) in page.items {
            events.append(
                AuditEvent(
                    id: try mint.id(at: now), at: now, kind: .tamperingRefused,
                    actor: .person(session.person.id), form: form, submission: id))
        }
        guard !events.isEmpty else { return }
        let refused = events
        try await writer.write { try AuditTrail.append(refused, to: $0) }
    }

    private func end(
        _ outcome: String, _ beginning: AuditEvent, _ count: Count, _ session: LiveSession,
        at now: Instant
    ) async throws {
        var details: [AuditDetail] = [
            .number(.rows, count.opened), .word(.outcome, outcome), .id(.begun, beginning.id),
        ]
        if count.refused > 0 { details.append(.number(.refused, count.refused)) }
        try await write(event(.exportEnded, beginning.form, session, at: now, details))
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
