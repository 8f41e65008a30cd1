public import Genkan
public import GenkanStorage

/// The staff's side: what its routes share.
public struct Desk: Sendable {
    let forms: FormStore
    let board: BoardStore
    let exports: ExportStore
    let staff: StaffStore
    let sessions: SessionStore
    let pages: Pages
    /// Stands before ``SignIn``.
    let signInGuard: SignInGuard
    let now: @Sendable () -> Instant

    /// Takes what the routes share.
    ///
    /// - Parameters:
    ///   - storage: its stores of forms, cards, exports, staff and sessions.
    ///   - pages: the templates and texts.
    ///   - proofs: the keys of what the web proves to itself.
    ///   - signInRate: how often one subscriber may try to sign in; ten times at once and then once in
    ///     ten seconds unless said otherwise.
    ///   - now: the time.
    public init(
        storage: Storage, pages: Pages, proofs: Website.Proofs,
        signInRate: RequestRate = RequestRate(burst: 10, perSecond: 0.1),
        now: @escaping @Sendable () -> Instant
    ) {
        self.init(
            storage: storage, pages: pages, proofs: proofs, signInRate: signInRate, now: now,
            moment: { .now })
    }

    /// - Parameter moment: the time by which tries are slowed down; it never goes back.
    init(
        storage: Storage, pages: Pages, proofs: Website.Proofs,
        signInRate: RequestRate = RequestRate(burst: 10, perSecond: 0.1),
        now: @escaping @Sendable () -> Instant,
        moment: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        forms = storage.forms
        board = storage.board
        exports = storage.exports
        staff = storage.staff
        sessions = storage.sessions
        self.pages = pages
        signInGuard = SignInGuard(
            staff: storage.staff, proofs: proofs, rates: SignInGuard.Rates(source: signInRate),
            now: now, moment: moment)
        self.now = now
    }
}
