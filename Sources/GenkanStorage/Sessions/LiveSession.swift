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
    /// What its row is found by.
    let fingerprint: [UInt8]

    init(_ session: CachedSession, fingerprint: [UInt8]) {
        person = session.person
        keychain = session.keychain
        refused = session.refused
        begun = Instant(microseconds: session.facts.begun)
        expires = Instant(microseconds: session.facts.absoluteExpiry)
        self.fingerprint = fingerprint
    }
}

/// How long a session lives.
public struct SessionLimits: Hashable, Sendable {
    /// How long without a request.
    public var idle: Duration
    /// How long in any case.
    public var absolute: Duration

    /// Takes both limits.
    public init(idle: Duration = .seconds(1800), absolute: Duration = .seconds(43_200)) {
        self.idle = idle
        self.absolute = absolute
    }
}
