import OpenSSL

/// Between the two pages of a sign-in: whose password was right, kept for five minutes under a
/// token of its own. What follows a wrong password is a decoy: a box of the same length, made and
/// opened by the same work, out of which no sign-in comes.
public final class PendingSignIn: Sendable {
    /// How long it lives.
    public static let lifetime = Duration.seconds(300)
    /// How many codes may be tried.
    public static let mostTries: UInt8 = 5

    /// Whose it is; of a decoy, whose name was given, or nobody's.
    public let person: ObjectID
    /// When the password was given, microseconds since 1970 UTC.
    public let begun: Int64
    /// How many codes were tried.
    public let tries: UInt8
    let agreement: KeyPair?

    private init(person: ObjectID, begun: Int64, tries: UInt8, agreement: KeyPair?) {
        self.person = person
        self.begun = begun
        self.tries = tries
        self.agreement = agreement
    }

    /// Of a person whose password was right.
    public convenience init(_ keychain: Keychain, begun: Int64) {
        self.init(
            person: keychain.person.id, begun: begun, tries: 0, agreement: keychain.agreement)
    }

    /// What follows a wrong password or name.
    ///
    /// - Parameter person: whose name it was; a made-up id when nobody's.
    public convenience init(decoyOf person: ObjectID, begun: Int64) {
        self.init(person: person, begun: begun, tries: 0, agreement: nil)
    }

    /// Whether nothing comes of it.
    public var isDecoy: Bool { agreement == nil }

    /// The same after one more try.
    public var tried: PendingSignIn {
        PendingSignIn(
            person: person, begun: begun, tries: tries == .max ? .max : tries + 1,
            agreement: agreement)
    }

    /// Whether it may still be used.
    public func isAlive(at now: Int64) -> Bool {
        let lifetime = Self.lifetime.components.seconds * 1_000_000
        return (begun..<begun + lifetime).contains(now) && tries <= Self.mostTries
    }

    /// What the person can open, as the roster lists them now; nil of a decoy.
    ///
    /// - Throws: `cannotOpen` (session) when the roster does not list them (any more) with this
    ///   key.
    public func keychain(_ roster: VerifiedRoster) throws(SealingError) -> Keychain? {
        guard let agreement else { return nil }
        guard let listed = roster.person(person), listed.agreement == agreement.publicKey else {
            throw SealingError(.cannotOpen, .session)
        }
        return try Keychain(person: listed, agreement: agreement)
    }
}

/// Magic and version (4), nonce (12), AES-256-GCM of whether it is somebody's (1), person (16),
/// begun (8), tries (1) and the X25519 private half (32), tag (16), under
/// HKDF-SHA256(token, salt = runtime secret, `genkan/v1/pending-sign-in`).
extension PendingSignIn {
    /// The length of the box in bytes.
    public static let sealedByteCount = headCount + contentCount + AESGCM.tagCount

    private static let magic = Array("GKQ\u{01}".utf8)
    private static let headCount = 4 + AESGCM.nonceCount
    private static let openCount = 1 + ObjectID.byteCount + 8 + 1
    private static let contentCount = openCount + X25519.keyCount

    /// The box to store.
    ///
    /// - Throws: `unavailable` (session) when the secure heap is full.
    public func sealed(
        token: SessionToken, runtime: RuntimeSecret
    ) throws(SealingError) -> [UInt8] {
        let nonce = try making(.session, nil) { try SecureRandom.bytes(AESGCM.nonceCount) }
        return try sealed(token: token, runtime: runtime, nonce: nonce)
    }

    func sealed(
        token: SessionToken, runtime: RuntimeSecret, nonce: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        try making(.session, nil) {
            var head = ByteWriter()
            head.append(UInt8(agreement == nil ? 0 : 1))
            head.append(person)
            head.append(begun)
            head.append(tries)
            let secret = try agreement?.privateBytes() ?? SecretBytes.random(count: X25519.keyCount)
            let content = try SecretBytes(head.bytes, secret)
            let key = try Self.key(token, runtime)
            let box = try content.withBytes { (bytes) throws(OpenSSLError) in
                try AESGCM.seal(bytes, key: key, nonce: nonce.span, authenticating: Self.magic.span)
            }
            return Self.magic + nonce + box
        }
    }

    /// What a box holds.
    ///
    /// - Throws: `cannotOpen` (session) for every change, another token or runtime secret.
    public static func unseal(
        _ sealed: [UInt8], token: SessionToken, runtime: RuntimeSecret
    ) throws(SealingError) -> PendingSignIn {
        try opening(.session, nil) {
            guard sealed.count == sealedByteCount, Array(sealed[..<4]) == magic else {
                throw Refusal.refused
            }
            let content = try AESGCM.open(
                sealed.span.extracting(headCount..<sealed.count), key: key(token, runtime),
                nonce: sealed.span.extracting(4..<headCount), authenticating: magic.span)
            var reader = try ByteReader(content.openly(0..<openCount))
            let isSomebodys = try reader.integer(UInt8.self) == 1
            let person = try reader.id()
            let begun = try reader.time()
            let tries = try reader.integer(UInt8.self)
            let agreement = try KeyPair(privateBytes: content.part(openCount..<contentCount))
            return PendingSignIn(
                person: person, begun: begun, tries: tries,
                agreement: isSomebodys ? agreement : nil)
        }
    }

    private static func key(
        _ token: SessionToken, _ runtime: RuntimeSecret
    ) throws -> SecretBytes {
        try runtime.bytes.withBytes { salt in
            try HKDF.derive(
                keyMaterial: token.bytes, salt: salt, info: Label.pendingSignIn.bytes.span,
                count: 32)
        }
    }
}
