public import Genkan
import Sealing

/// Everything that was sent to a form, row by row.
public final class ExportStore: Sendable {
    private let writer: Writer
    private let readers: Readers
    private let roster: RosterBook
    private let sessions: SessionStore
    private let mint: Mint

    init(
        writer: Writer, readers: Readers, roster: RosterBook, sessions: SessionStore,
        mint: Mint
    ) {
        self.writer = writer
        self.readers = readers
        self.roster = roster
        self.sessions = sessions
        self.mint = mint
    }

    /// Begins an export of a form. *Export begun* is on disk when this returns: whoever cannot be
    /// written down is refused before anything was promised.
    ///
    /// - Parameters:
    ///   - address: from where it is asked for; the role's networks are looked at while it runs.
    ///   - clock: read now, and again at the end.
    /// - Throws: `.notFound`, `.notAllowed` without a grant or the right, `.unavailable`; a `SealingError` or `.corrupted` when
    ///   the form itself is not what was signed.
    public func begin(
        _ form: FormID, for session: LiveSession, from address: ClientAddress?,
        clock: @escaping @Sendable () -> Instant
    ) async throws -> Export {
        guard session.person.role.may(.export) else {
            throw StorageError(.notAllowed, "person \(session.person.id) may not export")
        }
        let now = clock()
        let pages = try await ExportPages(
            form: form, session: session, until: now, readers: readers, roster: roster)
        let trail = try ExportTrail(
            of: form, by: session.person.id, at: now, writer: writer, mint: mint)
        try await trail.begin()
        let permit = ExportPermit(
            form: form, session: session, address: address, readers: readers, roster: roster,
            sessions: sessions)
        return Export(
            pages: pages, watch: ExportWatch(permit, at: now), keychain: session.keychain,
            trail: trail, clock: clock)
    }
}
