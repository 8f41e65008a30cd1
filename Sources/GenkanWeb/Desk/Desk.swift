public import Genkan
public import GenkanStorage

/// The staff's side: what its routes share.
public struct Desk: Sendable {
    let forms: FormStore
    let board: BoardStore
    let submissions: SubmissionStore
    let exports: ExportStore
    let grants: GrantStore
    let staff: StaffStore
    let sessions: SessionStore
    let signIns: SignInStore
    let passkeys: PasskeyStore
    let networks: NetworkStore
    let notices: NoticeStore
    /// Whether the staff are told anything by mail; without it nothing about that is on screen.
    let sendsMail: Bool
    let audit: AuditStore
    /// Where a map looks up addresses; nil for no map.
    let map: MapAddress?
    let pages: Pages
    /// Stands before ``SignIn``.
    let signInGuard: SignInGuard
    /// What one subscriber may try with passkeys; see ``SignInByPasskey``.
    let passkeyLimit: RateLimiter
    /// What one subscriber may try with codes of invitations; see ``Join``.
    let joinLimit: RateLimiter
    /// How often somebody who is signed in may give a wrong credential: five times at once, then once in
    /// half a minute.
    let againLimit: TokenBuckets<PersonID>
    /// Who is at which card now.
    let presence: Presence
    /// How many pages are told of changes.
    let liveStreams = LiveStreams()
    /// How often somebody may look for what the same person sent: each search opens thousands of
    /// submissions.
    let searchLimit: TokenBuckets<PersonID>
    /// How long a page is left alone before it locks, in seconds.
    let lockSeconds: Int
    let now: @Sendable () -> Instant

    /// Takes what the routes share.
    ///
    /// - Parameters:
    ///   - storage: its stores of forms, cards, exports, grants, staff and sessions.
    ///   - pages: the templates and texts.
    ///   - proofs: the keys of what the web proves to itself.
    ///   - signInRate: how often one subscriber may try to sign in; ten times at once and then once in
    ///     ten seconds unless said otherwise.
    ///   - againRate: how often somebody who is signed in may give a wrong credential.
    ///   - searchRate: how often somebody may look for what the same person sent.
    ///   - sendsMail: whether the staff are told anything by mail.
    ///   - map: where a map looks up addresses; nil for no map.
    ///   - now: the time.
    ///   - moment: the time by which tries to sign in are slowed down; it never goes back.
    public init(
        storage: Storage, pages: Pages, proofs: Website.Proofs,
        signInRate: RequestRate = RequestRate(burst: 10, perSecond: 0.1),
        againRate: RequestRate = RequestRate(burst: 5, perSecond: 1.0 / 30),
        searchRate: RequestRate = RequestRate(burst: 10, perSecond: 0.05),
        sendsMail: Bool = false, map: MapAddress? = nil,
        now: @escaping @Sendable () -> Instant,
        moment: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        forms = storage.forms
        board = storage.board
        submissions = storage.submissions
        exports = storage.exports
        grants = storage.grants
        staff = storage.staff
        sessions = storage.sessions
        signIns = storage.signIns
        passkeys = storage.passkeys
        networks = storage.networks
        notices = storage.notices
        audit = storage.audit
        self.sendsMail = sendsMail
        self.map = map
        self.pages = pages
        signInGuard = SignInGuard(
            staff: storage.staff, proofs: proofs, rates: SignInGuard.Rates(source: signInRate),
            now: now, moment: moment)
        passkeyLimit = RateLimiter(signInRate)
        joinLimit = RateLimiter(signInRate)
        againLimit = TokenBuckets(againRate)
        searchLimit = TokenBuckets(searchRate)
        presence = Presence(moment: moment)
        lockSeconds = Int(storage.sessions.limits.lock.components.seconds)
        self.now = now
    }
}
