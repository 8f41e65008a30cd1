public import OpenSSL

/// What proves a person besides the password, sealed under the person's own key: a row.
///
/// Magic and version (4), nonce (12), AES-256-GCM of the 184 bytes, tag (16), under
/// HKDF-SHA256(the X25519 private half, salt = person id, `genkan/v1/second-factor`). Not HPKE: to
/// a public key anybody can seal, and whoever writes to the database must not be able to put a
/// factor of their own in this one's place.
public struct SealedSecondFactor: Hashable, Sendable {
    /// The length of what is sealed in bytes; this module does not look into it.
    public static let contentByteCount = 184
    /// The length of the box in bytes.
    public static let sealedByteCount = headCount + contentByteCount + AESGCM.tagCount

    private static let magic = Array("GKF\u{01}".utf8)
    private static let headCount = 4 + AESGCM.nonceCount

    /// Whose it is.
    public let person: ObjectID
    /// The box, 216 bytes.
    public let sealed: [UInt8]

    /// A row as it was stored; nothing is believed before it opens.
    public init(person: ObjectID, sealed: [UInt8]) {
        self.person = person
        self.sealed = sealed
    }

    static func seal(
        _ content: borrowing SecretBytes, of person: ObjectID, under agreement: KeyPair,
        nonce: [UInt8]? = nil
    ) throws(SealingError) -> SealedSecondFactor {
        guard content.count == contentByteCount else {
            throw SealingError(.outOfBounds, .secondFactor, person)
        }
        let key = try making(.secondFactor, person) { try Self.key(of: person, agreement) }
        let aad = aad(person, agreement)
        let sealed = try making(.secondFactor, person) { () throws -> [UInt8] in
            let nonce = if let nonce { nonce } else { try SecureRandom.bytes(AESGCM.nonceCount) }
            let box = try content.withBytes { (bytes) throws(OpenSSLError) in
                try AESGCM.seal(bytes, key: key, nonce: nonce.span, authenticating: aad.span)
            }
            return magic + nonce + box
        }
        return SealedSecondFactor(person: person, sealed: sealed)
    }

    func open(of person: ObjectID, under agreement: KeyPair) throws(SealingError) -> SecretBytes {
        try opening(.secondFactor, person) {
            guard person == self.person, sealed.count == Self.sealedByteCount,
                Array(sealed[..<4]) == Self.magic
            else { throw Refusal.refused }
            return try AESGCM.open(
                sealed.span.extracting(Self.headCount..<sealed.count),
                key: Self.key(of: person, agreement),
                nonce: sealed.span.extracting(4..<Self.headCount),
                authenticating: Self.aad(person, agreement).span)
        }
    }

    /// The work of opening one, for the path on which there is none.
    public static func refuse() {
        guard let pair = try? KeyPair() else { return }
        let box = magic + [UInt8](repeating: 9, count: sealedByteCount - magic.count)
        let nobody = ObjectID(high: 0, low: 0)
        _ = try? SealedSecondFactor(person: nobody, sealed: box).open(of: nobody, under: pair)
    }

    private static func key(of person: ObjectID, _ agreement: KeyPair) throws -> SecretBytes {
        try HKDF.derive(
            keyMaterial: agreement.privateBytes(), salt: person.bytes.span,
            info: Label.secondFactor.bytes.span, count: 32)
    }

    /// Magic, person, the person's public key.
    private static func aad(_ person: ObjectID, _ agreement: KeyPair) -> [UInt8] {
        magic + person.bytes + agreement.publicBytes
    }
}

/// What proves a person besides the password, in the secure heap; this module does not look into
/// it.
public final class SecondFactorContent: Sendable {
    let bytes: SecretBytes

    /// Takes the bytes over.
    public init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

    /// Lends the bytes to `body`.
    public func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        try bytes.withBytes(body)
    }
}

extension PersonKey {
    /// A second factor for a person who is just being made.
    ///
    /// - Throws: `outOfBounds` (secondFactor) for another length.
    public func seal(
        secondFactor content: SecondFactorContent
    ) throws(SealingError) -> SealedSecondFactor {
        try SealedSecondFactor.seal(content.bytes, of: person, under: agreement)
    }
}

extension Keychain {
    /// A second factor of this person, to be stored.
    ///
    /// - Throws: `outOfBounds` (secondFactor) for another length.
    public func seal(
        secondFactor content: SecondFactorContent
    ) throws(SealingError) -> SealedSecondFactor {
        try SealedSecondFactor.seal(content.bytes, of: person.id, under: agreement)
    }

    /// What a row holds.
    ///
    /// - Throws: `cannotOpen` (secondFactor) for another person's, and for every change.
    public func secondFactor(
        _ sealed: SealedSecondFactor
    ) throws(SealingError) -> SecondFactorContent {
        SecondFactorContent(try sealed.open(of: person.id, under: agreement))
    }
}
