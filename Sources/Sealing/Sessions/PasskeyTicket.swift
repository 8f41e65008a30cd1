import OpenSSL

/// The challenge of one ceremony with what it is good for: random, for one purpose, for one session or
/// sign-in, for five minutes. It travels in the page and comes back with the answer; what is stored is
/// only that it was used, so that asking for one costs the house nothing.
public struct PasskeyTicket: Hashable, Sendable {
    /// What the ceremony is for. The raw values are part of the ticket's code.
    public enum Purpose: UInt8, CaseIterable, Sendable {
        /// A new passkey.
        case register = 1
        /// Signing in without a password.
        case signIn = 2
        /// The second factor behind a password.
        case secondFactor = 3
        /// Asked for again, and at a locked screen.
        case again = 4
    }

    /// How long one is good.
    public static let lifetime = Duration.seconds(300)
    /// The length of the challenge in bytes.
    public static let challengeCount = 32
    private static let byteCount = challengeCount + 8 + HMACSHA256.codeCount

    /// 32 random bytes.
    public let challenge: [UInt8]
    /// When it was made, microseconds since 1970 UTC.
    public let begun: Int64
    /// What the page carries, 96 characters of base64url.
    public let text: String

    private init(challenge: [UInt8], begun: Int64, code: [UInt8]) {
        self.challenge = challenge
        self.begun = begun
        text = Base64URL.encode((Self.head(challenge, begun) + code).span)
    }

    /// A new one.
    ///
    /// - Parameter bound: the fingerprint of the session or of the pending sign-in, 32 bytes; nil when
    ///   nobody is there yet.
    /// - Throws: `unavailable` (passkey) when the secure heap is full.
    public static func create(
        for purpose: Purpose, bound: [UInt8]?, runtime: RuntimeSecret, now: Int64
    ) throws(SealingError) -> PasskeyTicket {
        try making(.passkey, nil) {
            let challenge = try SecureRandom.bytes(challengeCount)
            let code = try HMACSHA256.code(
                for: message(challenge, now, purpose, bound).span, key: key(runtime))
            return PasskeyTicket(challenge: challenge, begun: now, code: code)
        }
    }

    /// The ticket that a page sent back; nil unless this house made it for this purpose and this
    /// session, within five minutes. Whether it was used already the caller knows.
    ///
    /// - Throws: `unavailable` (passkey) when the secure heap is full.
    public static func read(
        _ text: String, for purpose: Purpose, bound: [UInt8]?, runtime: RuntimeSecret, now: Int64
    ) throws(SealingError) -> PasskeyTicket? {
        guard text.utf8.count == 96, let bytes = Base64URL.decode(text),
            bytes.count == byteCount
        else { return nil }
        var reader = ByteReader(bytes)
        guard let challenge = try? reader.read(challengeCount), let begun = try? reader.time(),
            let code = try? reader.read(HMACSHA256.codeCount)
        else { return nil }
        let isOurs = try making(.passkey, nil) {
            try HMACSHA256.isValid(
                code.span, for: message(challenge, begun, purpose, bound).span, key: key(runtime))
        }
        let lifetime = Self.lifetime.components.seconds * 1_000_000
        guard isOurs, begun <= now, now - begun < lifetime else { return nil }
        return PasskeyTicket(challenge: challenge, begun: begun, code: code)
    }

    private static func head(_ challenge: [UInt8], _ begun: Int64) -> [UInt8] {
        var writer = ByteWriter(capacity: byteCount)
        writer.append(challenge)
        writer.append(begun)
        return writer.bytes
    }

    /// Purpose (1), challenge (32), begun (8), and what it is bound to (32), if anything.
    private static func message(
        _ challenge: [UInt8], _ begun: Int64, _ purpose: Purpose, _ bound: [UInt8]?
    ) -> [UInt8] {
        [purpose.rawValue] + head(challenge, begun) + (bound ?? [])
    }

    private static func key(_ runtime: RuntimeSecret) throws -> SecretBytes {
        try HKDF.derive(
            keyMaterial: runtime.bytes, salt: [UInt8]().span,
            info: Label.passkeyTicket.bytes.span, count: 32)
    }
}
