public import Genkan
import Sealing
import Synchronization

/// Who is signed in. Only SHA-256 of the token and a sealed part are stored, in a file of their
/// own; only what is inside the seal is believed.
public final class SessionStore: Sendable {
    private let writer: Writer
    let readers: Readers
    private let keychains: KeychainBook
    private let runtime: RuntimeSecret
    private let limits: SessionLimits
    private let cache = Mutex<[[UInt8]: CachedSession]>([:])

    init(
        writer: Writer, readers: Readers, keychains: KeychainBook, runtime: RuntimeSecret,
        limits: SessionLimits
    ) {
        self.writer = writer
        self.readers = readers
        self.keychains = keychains
        self.runtime = runtime
        self.limits = limits
    }

    /// Begins a session.
    ///
    /// - Returns: the token's text, 43 characters of base64url, for the `__Host-` cookie and
    ///   nothing else.
    public func begin(_ signedIn: SignedIn, now: Instant) async throws -> String {
        let token = try SessionToken.create()
        let facts = SessionFacts(
            factors: signedIn.factors, begun: now.microseconds,
            idleExpiry: now.advanced(by: limits.idle).microseconds,
            absoluteExpiry: now.advanced(by: limits.absolute).microseconds, steppedUp: nil)
        let sealed = try signedIn.keychain.sealed(facts: facts, token: token, runtime: runtime)
        let digest = token.digest, forget = facts.absoluteExpiry
        try await writer.write { connection in
            try connection.run(
                """
                INSERT INTO sessions (fingerprint, sealed, forget_at)
                VALUES (\(digest), \(sealed), \(forget))
                """)
        }
        return token.text
    }

    /// The session of a cookie, as of this request: the row, the roster and the grants are read
    /// each time, so who has left or lost a form notices at once. A grant that was tampered with
    /// keeps its holder out of that form alone; the session names it.
    ///
    /// - Returns: why there is none for a token that is none or unknown, and for a session that is
    ///   over.
    /// - Throws: `cannotOpen` (session) when the row was changed, the runtime secret is another
    ///   since a reboot, or the roster does not list the person any more; a `SealingError` that
    ///   names whatever else was tampered with.
    public func resume(_ text: String, now: Instant) async throws -> Resumption {
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
            // A disk that is full ends nobody's session before its time.
            try? await touch(session, token: token, now: now)
            return .alive(LiveSession(session, fingerprint: digest))
        }
    }

    /// Ends a session: at sign-out, and when it is over. Of a token that is unknown nothing is
    /// said.
    public func end(_ text: String, now: Instant) async throws {
        guard let token = SessionToken.read(text) else { return }
        let digest = token.digest
        forget(digest)
        try await writer.write { connection in
            try connection.run("DELETE FROM sessions WHERE fingerprint = \(digest)")
        }
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

    /// Moves the idle limit, at most once a minute.
    private func touch(_ session: CachedSession, token: SessionToken, now: Instant) async throws {
        let old = session.facts
        let idle = now.advanced(by: limits.idle).microseconds
        guard idle - old.idleExpiry >= 60_000_000 else { return }
        let facts = SessionFacts(
            factors: old.factors, begun: old.begun, idleExpiry: idle,
            absoluteExpiry: old.absoluteExpiry, steppedUp: old.steppedUp)
        let sealed = try session.keychain.sealed(facts: facts, token: token, runtime: runtime)
        let digest = token.digest, before = session.sealed
        let changed = try await writer.write { connection in
            try connection.run(
                """
                UPDATE sessions SET sealed = \(sealed)
                WHERE fingerprint = \(digest) AND sealed = \(before)
                """)
        }
        guard changed == 1 else { return }
        var touched = session
        touched.sealed = sealed
        touched.facts = facts
        keep(touched, digest)
    }

    private static let mostCached = 256

    private func keep(_ session: CachedSession, _ digest: [UInt8]) {
        cache.withLock { cache in
            if cache.count >= Self.mostCached, cache[digest] == nil { cache.removeAll() }
            cache[digest] = session
        }
    }

    private func forget(_ digest: [UInt8]) {
        cache.withLock { $0[digest] = nil }
    }

    /// Removes what is over since an hour.
    func sweep(now: Instant) async throws {
        let before = now.advanced(by: .zero - Sweep.grace)
        try await writer.write { connection in
            try connection.run("DELETE FROM sessions WHERE forget_at < \(before)")
        }
    }

    /// Lets go of every cached key of a session that is over; a row that is not is opened again.
    func letGo(now: Instant) {
        cache.withLock { cache in
            cache = cache.filter { $0.value.facts.end(at: now.microseconds) == nil }
        }
    }
}
