import OpenSSL

/// What a browser keeps after a complete sign-in: proof that this person has signed in here from this
/// browser, and of nothing else. It opens nothing and stands for no password; it only tells the owner of a
/// name from whoever else tries that name ("device cookies", OWASP).
///
/// 1 version byte, 16 random bytes that name the device, 8 bytes of seconds since 1970 UTC (big-endian), 32
/// bytes of HMAC-SHA256 over these and the person's id; in base64url, 76 characters. The person is not in it.
public struct DeviceToken: Hashable, Sendable {
    /// For how long it is known again, in seconds: 180 days.
    public static let lifetime: Int64 = 180 * 86_400
    /// Its length in characters.
    public static let length = 76

    /// The random bytes that name the device: 16.
    public let device: [UInt8]
    /// When the person signed in, in seconds since 1970 UTC.
    public let issued: Int64

    private static let label = "device-token"
    private static let version: UInt8 = 1
    private static let deviceCount = 16
    private static let headCount = 25
    private static let personCount = 16

    /// The token's text for a person (an id of 16 bytes) who has just signed in.
    public static func make(
        person: [UInt8], now: Int64, key: ProofKey
    ) throws(ProofError) -> String {
        let random = try ProofError.wrapping { () throws(OpenSSLError) in
            try SecureRandom.bytes(deviceCount)
        }
        return try make(device: random, person: person, now: now, key: key)
    }

    static func make(
        device: [UInt8], person: [UInt8], now: Int64, key: ProofKey
    ) throws(ProofError) -> String {
        guard person.count == personCount else { throw .malformedPerson }
        guard now >= 0 else { throw .malformedTime }
        let head = [version] + device + [UInt8](bigEndian: UInt64(now))
        return try key.token(label, head: head, boundTo: person)
    }

    /// Reads a token; nil when it is malformed, forged, another person's, older than 180 days or from the
    /// future.
    public init?(_ text: String, person: [UInt8], now: Int64, key: ProofKey) {
        guard person.count == Self.personCount,
            let head = key.head(
                ofToken: text, Self.label, version: Self.version, count: Self.headCount,
                boundTo: person)
        else { return nil }
        device = Array(head[1..<1 + Self.deviceCount])
        issued = Int64(bitPattern: UInt64(bigEndian: head[(1 + Self.deviceCount)...]))
        guard issued <= now, now - issued <= Self.lifetime else { return nil }
    }
}
