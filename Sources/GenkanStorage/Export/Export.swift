import Genkan
import Sealing
import Synchronization

/// An export that has begun. One that nobody runs, because who asked is gone, is *cut* in the audit
/// trail when it is let go.
public final class Export: Sendable {
    /// A page ends at the first of these. Opened answers take a few times their sealed bytes.
    private static let mostRows = 100
    private static let mostBytes = 2 << 20

    private let pages: ExportPages
    private let watch: ExportWatch
    private let keychain: Keychain
    private let trail: ExportTrail
    private let clock: @Sendable () -> Instant
    private let hasRun = Mutex(false)

    init(
        pages: ExportPages, watch: ExportWatch, keychain: Keychain, trail: ExportTrail,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.pages = pages
        self.watch = watch
        self.keychain = keychain
        self.trail = trail
        self.clock = clock
    }

    deinit {
        guard !hasRun.withLock({ $0 }) else { return }
        let trail = trail, now = clock()
        Task { try? await trail.end(.cut, ExportCount(), at: now) }
    }

    /// Lends every submission of the form to `lend`, oldest first, in constant memory; once.
    ///
    /// *Export ended* tells how many were lent, how many more were refused, and whether that was
    /// all: it is *complete* only when `finish` has returned, too, which hands over what `lend` has
    /// kept back. It is *cut* when either throws, the task is cancelled or the database fails. A row
    /// that is not what was sealed is lent as refused, is an audit event of its own, and keeps no
    /// other back. What arrives after the beginning is left out. No snapshot is held between the
    /// pages, however slow `lend` is.
    ///
    /// Who asked must go on holding the form, the right to export, the session and the place in the
    /// roster. That is looked at before each page, and between rows every two seconds; what was lost
    /// cuts the export, and stands in *export ended* as its reason.
    ///
    /// - Returns: how many rows were opened.
    /// - Throws: `.notAllowed` when something was lost; `.unavailable`; what `lend` and `finish` throw.
    @discardableResult
    public func run(
        lend: @concurrent (ExportItem) async throws -> Void,
        finish: @concurrent () async throws -> Void = {}
    ) async throws -> Int {
        hasRun.withLock { $0 = true }
        var pages = pages, watch = watch
        var count = ExportCount()
        do {
            try await watch.look(at: clock())
            while let page = try await pages.next(rows: Self.mostRows, bytes: Self.mostBytes) {
                try await trail.refused(page.refused, at: clock())
                for item in page.items {
                    try await watch.glance(at: clock())
                    try await lend(item)
                    count.add(item)
                }
                await DataKeys.wrap(page.keys, with: keychain, trail.writer)
                try Task.checkCancellation()
                try await watch.look(at: clock())
            }
            try await finish()
        } catch {
            try await trail.end(.cut, count, watch.loss, at: clock())
            throw error
        }
        try await trail.end(.complete, count, at: clock())
        return count.opened
    }
}
