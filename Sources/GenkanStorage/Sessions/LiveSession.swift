public import Genkan
public import Sealing

/// A signed-in person within the limits of their session. Only `SessionStore.resume` makes one, so
/// what is asked in its name is asked by who holds the token, the runtime secret and the key.
public struct LiveSession: Sendable {
    /// The person, as the roster has them at this request.
    public let person: Person
    /// What they can open at this request.
    public let keychain: Keychain
    /// Their grants and form keys that are not what was sealed and signed, each with its form's
    /// id: for the log and the desk.
    public let refused: [SealingError]
    /// When they signed in.
    public let begun: Instant
    /// When the session ends in any case.
    public let expires: Instant
    /// Whether the credential must be given again before anything is shown: the screen was locked, or
    /// nobody touched it for too long.
    public let isLocked: Bool
    /// Whether the credential was given a moment ago, at sign-in or asked for again: what matters may
    /// be done without asking.
    public let isFresh: Bool
    /// What the tokens of the session's forms hang on, 16 bytes; it stays when the session gets a new
    /// token.
    public let formSecret: [UInt8]
    /// SHA-256 of the session's token.
    let digest: [UInt8]

    init(_ session: CachedSession, digest: [UInt8], limits: SessionLimits, now: Instant) {
        self.digest = digest
        formSecret = session.facts.formSecret
        let lastUse = Instant(microseconds: session.facts.idleExpiry)
            .advanced(by: .zero - limits.idle)
        isLocked = session.facts.isLocked || now >= lastUse.advanced(by: limits.lock)
        let given = session.facts.steppedUp.map { Instant(microseconds: $0) }
        isFresh = given.map { $0 <= now && now < $0.advanced(by: limits.fresh) } ?? false
        person = session.person
        keychain = session.keychain
        refused = session.refused
        begun = Instant(microseconds: session.facts.begun)
        expires = Instant(microseconds: session.facts.absoluteExpiry)
    }
}

/// How long a session lives.
public struct SessionLimits: Hashable, Sendable {
    /// How long without a request.
    public var idle: Duration
    /// How long in any case.
    public var absolute: Duration
    /// How long without a request before the screen locks.
    public var lock: Duration
    /// How long after the credential was given what matters may be done without asking again.
    public var fresh: Duration

    /// Takes the limits.
    public init(
        idle: Duration = .seconds(3600), absolute: Duration = .seconds(43_200),
        lock: Duration = .seconds(600), fresh: Duration = .seconds(600)
    ) {
        self.idle = idle
        self.absolute = absolute
        self.lock = lock
        self.fresh = fresh
    }
}
