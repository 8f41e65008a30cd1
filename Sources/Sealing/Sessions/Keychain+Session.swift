import OpenSSL

/// The sealed part of a session's row: magic and version (4), nonce (12), AES-256-GCM of person
/// (16), facts (50) and the X25519 private half (32), tag (16), under
/// HKDF-SHA256(token, salt = runtime secret, `genkan/v1/session`).
extension Keychain {
    /// The length of the sealed part in bytes.
    public static let sessionByteCount = headCount + contentCount + AESGCM.tagCount

    private static let magic = Array("GKS\u{02}".utf8)
    private static let headCount = 4 + AESGCM.nonceCount
    private static let factsRange = ObjectID.byteCount..<ObjectID.byteCount + SessionFacts.byteCount
    private static let contentCount = factsRange.upperBound + X25519.keyCount

    /// Seals person, facts and agreement key for the session's row. Form keys are not in it: they
    /// come from the grants, each time, so that a grant that is gone is gone at the next request.
    ///
    /// - Throws: `unavailable` (session) when the secure heap is full.
    public func sealed(
        facts: SessionFacts, token: SessionToken, runtime: RuntimeSecret
    ) throws(SealingError) -> [UInt8] {
        let nonce = try making(.session, person.id) {
            try SecureRandom.bytes(AESGCM.nonceCount)
        }
        return try sealed(facts: facts, token: token, runtime: runtime, nonce: nonce)
    }

    func sealed(
        facts: SessionFacts, token: SessionToken, runtime: RuntimeSecret, nonce: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        try making(.session, person.id) {
            let content = try SecretBytes(person.id.bytes + facts.bytes, agreement.privateBytes())
            let key = try Self.sessionKey(token, runtime)
            let box = try content.withBytes { (bytes) throws(OpenSSLError) in
                try AESGCM.seal(bytes, key: key, nonce: nonce.span, authenticating: Self.magic.span)
            }
            return Self.magic + nonce + box
        }
    }

    /// What a genuine row of a session is. There is a keychain only while it is alive.
    public enum Unsealed: Sendable {
        /// Alive: what it opens, and what it believes about itself.
        case alive(Keychain, SessionFacts)
        /// Over, and why.
        case over(SessionFacts.End)
    }

    /// The session that this token, this runtime secret and this roster make of a row.
    ///
    /// - Parameter now: microseconds since 1970 UTC.
    /// - Throws: `cannotOpen` (session) for every change, another token or runtime secret, and a
    ///   person whom the roster does not list (any more) with this key.
    public static func unseal(
        _ sealed: [UInt8], token: SessionToken, runtime: RuntimeSecret, roster: VerifiedRoster,
        now: Int64
    ) throws(SealingError) -> Unsealed {
        let (keychain, facts) = try opening(.session, nil) {
            let content = try open(sealed, token, runtime)
            let facts = try SessionFacts(bytes: content.openly(factsRange))
            guard let id = try ObjectID(bytes: content.openly(0..<ObjectID.byteCount)),
                let person = roster.person(id)
            else { throw Refusal.refused }
            let agreement = try KeyPair(
                privateBytes: content.part(factsRange.upperBound..<contentCount),
                expecting: person.agreement)
            return try (Keychain(person: person, agreement: agreement), facts)
        }
        if let end = facts.end(at: now) { return .over(end) }
        return .alive(keychain, facts)
    }

    private static func open(
        _ sealed: [UInt8], _ token: SessionToken, _ runtime: RuntimeSecret
    ) throws -> SecretBytes {
        guard sealed.count == sessionByteCount, Array(sealed[..<4]) == magic else {
            throw Refusal.refused
        }
        return try AESGCM.open(
            sealed.span.extracting(headCount..<sealed.count), key: sessionKey(token, runtime),
            nonce: sealed.span.extracting(4..<headCount), authenticating: magic.span)
    }

    private static func sessionKey(
        _ token: SessionToken, _ runtime: RuntimeSecret
    ) throws -> SecretBytes {
        try runtime.bytes.withBytes { salt in
            try HKDF.derive(
                keyMaterial: token.bytes, salt: salt, info: Label.session.bytes.span, count: 32)
        }
    }
}
