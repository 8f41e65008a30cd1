import Genkan
import Sealing

/// Where a sign-in waits between its two pages.
struct PendingRow: Sendable {
    let token: SessionToken
    let sealed: [UInt8]
    let pending: PendingSignIn
    /// See ``RuntimeSecret/tag(of:)``; of a name that nobody has, a made-up one.
    private let person: [UInt8]

    /// A row under a new token, to be inserted.
    init(new pending: PendingSignIn, runtime: RuntimeSecret) throws {
        token = try SessionToken.create()
        self.pending = pending
        sealed = try pending.sealed(token: token, runtime: runtime)
        let whose =
            pending.person == .nobody
            ? ObjectID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)) : pending.person
        person = try runtime.tag(of: whose)
    }

    private init(token: SessionToken, sealed: [UInt8], pending: PendingSignIn) {
        self.token = token
        self.sealed = sealed
        self.pending = pending
        person = []
    }

    func insert(_ connection: Connection, now: Instant) throws {
        try connection.run(
            """
            INSERT INTO pending_sign_ins (fingerprint, person, sealed, forget_at)
            VALUES (
                \(token.digest), \(person), \(sealed),
                \(now.advanced(by: PendingSignIn.lifetime))
            )
            """)
    }

    /// The row of a token, if it is alive; nil for everything else, tampered with or not.
    static func read(
        _ text: String, _ connection: Connection, runtime: RuntimeSecret, now: Instant
    ) throws -> PendingRow? {
        guard let token = SessionToken.read(text) else { return nil }
        let sealed = try connection.first(
            "SELECT sealed FROM pending_sign_ins WHERE fingerprint = \(token.digest)"
        ) { try $0[0] as [UInt8] }
        guard let sealed else { return nil }
        let pending = try ifGenuine { () throws(SealingError) in
            try PendingSignIn.unseal(sealed, token: token, runtime: runtime)
        }
        guard let pending, pending.isAlive(at: now.microseconds) else { return nil }
        return PendingRow(token: token, sealed: sealed, pending: pending)
    }

    /// Counts one more try, in the place of the very row that was read; nil when another request was
    /// faster, or there were too many.
    func counting(_ connection: Connection, runtime: RuntimeSecret) throws -> PendingRow? {
        let tried = pending.tried
        guard tried.tries <= PendingSignIn.mostTries else { return nil }
        let next = try tried.sealed(token: token, runtime: runtime)
        let changed = try connection.run(
            """
            UPDATE pending_sign_ins SET sealed = \(next)
            WHERE fingerprint = \(token.digest) AND sealed = \(sealed)
            """)
        return changed == 1 ? PendingRow(token: token, sealed: next, pending: tried) : nil
    }

    /// Makes a decoy of it, under the same token: nothing comes of it any more.
    func void(_ connection: Connection, runtime: RuntimeSecret) throws {
        let decoy = PendingSignIn(decoyOf: pending.person, begun: pending.begun)
        let sealed = try decoy.sealed(token: token, runtime: runtime)
        try connection.run(
            """
            UPDATE pending_sign_ins SET sealed = \(sealed) WHERE fingerprint = \(token.digest)
            """)
    }

    /// Ends every sign-in of a person that has not come to its end yet.
    ///
    /// - Parameter person: see ``RuntimeSecret/tag(of:)``.
    static func removeAll(of person: [UInt8], _ connection: Connection) throws {
        try connection.run("DELETE FROM pending_sign_ins WHERE person = \(person)")
    }

    /// False when it is gone already.
    func remove(_ connection: Connection) throws -> Bool {
        try connection.run(
            "DELETE FROM pending_sign_ins WHERE fingerprint = \(token.digest)") == 1
    }
}

/// What the body opens; nil when it is not what was sealed, whatever the reason. That memory is short is
/// no such answer.
func ifGenuine<Value>(_ body: () throws(SealingError) -> Value?) throws -> Value? {
    do {
        return try body()
    } catch {
        guard error.code != .unavailable else { throw error }
        return nil
    }
}
