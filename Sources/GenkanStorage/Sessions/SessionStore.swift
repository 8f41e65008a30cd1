public import Genkan
import Sealing
import Synchronization

/// Who is signed in. Only SHA-256 of the token and sealed parts are stored, in a file of their own;
/// only what is inside the seal is believed.
public final class SessionStore: Sendable {
    let writer: Writer
    let readers: Readers
    let runtime: RuntimeSecret
    /// How long sessions live.
    public let limits: SessionLimits
    private let keychains: KeychainBook
    private let mint: Mint
    let successors = Successors()
    private let cache = Mutex<[[UInt8]: CachedSession]>([:])

    init(
        writer: Writer, readers: Readers, keychains: KeychainBook, runtime: RuntimeSecret,
        limits: SessionLimits, mint: Mint
    ) {
        self.writer = writer
        self.readers = readers
        self.keychains = keychains
        self.runtime = runtime
        self.limits = limits
        self.mint = mint
    }

    /// Begins a session; `also` runs in the same transaction.
    ///
    /// - Returns: the token's text, 43 characters of base64url, for the `__Host-` cookie and
    ///   nothing else.
    func begin(
        _ signedIn: SignedIn, at place: SessionPlace, now: Instant,
        also: @escaping @Sendable (Connection) throws -> Void = { _ in }
    ) async throws -> String {
        let token = try SessionToken.create()
        let facts = SessionFacts(
            factors: signedIn.factors, begun: now.microseconds,
            idleExpiry: now.advanced(by: limits.idle).microseconds,
            absoluteExpiry: now.advanced(by: limits.absolute).microseconds,
            steppedUp: now.microseconds,
            formSecret: try mint.bytes(SessionFacts.formSecretCount))
        let seen = SeenPlace(place: place, begun: now, last: now)
        let row = try SessionRow(signedIn.keychain, facts, seen, token: token, runtime: runtime)
        try await writer.write { connection in
            try row.insert(connection)
            try also(connection)
        }
        return token.text
    }

    /// The session of a cookie, as of this request: the row, the roster and the grants are read
    /// each time, so who has left or lost a form notices at once. A grant that was tampered with
    /// keeps its holder out of that form alone; the session names it.
    ///
    /// - Parameters:
    ///   - place: where the request came from, for the list of one's own sessions.
    ///   - isUse: whether somebody did something; false for a page that only asks whether the session
    ///     still stands.
    /// - Returns: why there is none for a token that is none or unknown, and for a session that is
    ///   over.
    /// - Throws: `cannotOpen` (session) when the row was changed, the runtime secret is another
    ///   since a reboot, or the roster does not list the person any more; a `SealingError` that
    ///   names whatever else was tampered with.
    public func resume(
        _ text: String, at place: SessionPlace? = nil, isUse: Bool = true, now: Instant
    ) async throws -> Resumption {
        guard let token = SessionToken.read(text) else { return .over(.lost) }
        let digest = token.digest
        let sealed = try await readers.read { connection in
            try connection.first("SELECT sealed FROM sessions WHERE fingerprint = \(digest)") {
                try $0[0] as [UInt8]
            }
        }
        guard let sealed else {
            forget(digest)
            return .over(.lost)
        }
        let known = cache.withLock { $0[digest] }
        let opened = try await keychains.open(
            sealed, token: token, runtime: runtime, known: known, now: now)
        switch opened {
        case .over(let reason):
            if reason != .clock { try? await end(digest, ifStill: sealed) }
            return .over(reason)
        case .alive(let session):
            keep(session, digest)
            let live = LiveSession(session, digest: digest, limits: limits, now: now)
            if isUse { await use(live, text, at: place, now: now) }
            return .alive(live)
        }
    }

    /// Notes that somebody did something, which puts off the end of a session that is not locked.
    public func use(
        _ live: LiveSession, _ text: String, at place: SessionPlace?, now: Instant
    ) async {
        guard !live.isLocked, let token = SessionToken.read(text), let session = known(token)
        else { return }
        // A disk that is full ends nobody's session before its time.
        try? await touch(session, token, place, now)
    }

    /// Ends a session: at sign-out, and when it is over. Of a token that is unknown nothing is
    /// said.
    public func end(_ text: String, now: Instant) async throws {
        guard let token = SessionToken.read(text) else { return }
        let digest = token.digest
        forget(digest)
        try await writer.write { try SessionRow.remove(digest, $0) }
    }

    /// Ends a session that was found to be over, unless another request has extended it since.
    func end(_ digest: [UInt8], ifStill sealed: [UInt8]) async throws {
        cache.withLock { cache in
            if cache[digest]?.sealed == sealed { cache[digest] = nil }
        }
        try await writer.write { connection in
            try connection.run(
                "DELETE FROM sessions WHERE fingerprint = \(digest) AND sealed = \(sealed)")
        }
    }

    /// Moves the idle limit: at once in memory, on the disk at most once a minute.
    private func touch(
        _ session: CachedSession, _ token: SessionToken, _ place: SessionPlace?, _ now: Instant
    ) async throws {
        let idle = now.advanced(by: limits.idle).microseconds
        guard idle > session.facts.idleExpiry else { return }
        let facts = session.facts.changed(idleExpiry: idle)
        guard idle - session.writtenExpiry >= 60_000_000 else {
            return cache.withLock { cache in
                // What was ended or changed meanwhile is not brought back.
                guard cache[token.digest]?.sealed == session.sealed else { return }
                cache[token.digest] = session.used(facts)
            }
        }
        try await change(session, token, to: facts, at: place, now: now)
    }

    /// Puts other facts into a session's row; nothing when another request has just done so.
    func change(
        _ session: CachedSession, _ token: SessionToken, to facts: SessionFacts,
        at place: SessionPlace?, now: Instant
    ) async throws {
        let seen = SeenPlace(
            place: place ?? SessionPlace(device: "", address: ""),
            begun: Instant(microseconds: facts.begun), last: now)
        let row = try SessionRow(session.keychain, facts, seen, token: token, runtime: runtime)
        let before = session.sealed
        guard try await writer.write({ try row.replace(before, $0) }) else { return }
        keep(session.changed(sealed: row.sealed, facts: facts), token.digest)
    }

    /// What was opened before for a token.
    func known(_ token: SessionToken) -> CachedSession? { cache.withLock { $0[token.digest] } }

    private static let mostCached = 256

    func keep(_ session: CachedSession, _ digest: [UInt8]) {
        cache.withLock { cache in
            if cache.count >= Self.mostCached, cache[digest] == nil { cache.removeAll() }
            cache[digest] = session
        }
    }

    func forget(_ digest: [UInt8]) {
        cache.withLock { $0[digest] = nil }
    }

    /// Lets go of every cached key of a session that the predicate names.
    func letGo(where isGone: (CachedSession) -> Bool) {
        cache.withLock { cache in cache = cache.filter { !isGone($0.value) } }
    }

    /// Removes what is over since an hour.
    func sweep(now: Instant) async throws {
        let before = now.advanced(by: .zero - Sweep.grace)
        try await writer.write { connection in
            try connection.run("DELETE FROM sessions WHERE forget_at < \(before)")
            try connection.run("DELETE FROM pending_sign_ins WHERE forget_at < \(before)")
            try connection.run("DELETE FROM used_challenges WHERE forget_at < \(before)")
        }
    }

    /// Lets go of every cached key of a session that is over; a row that is not is opened again.
    func letGo(now: Instant) {
        letGo { $0.facts.end(at: now.microseconds) != nil }
        successors.letGo(now: now)
    }
}
