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
        var head = [version] + device
        for shift: Int64 in stride(from: 56, through: 0, by: -8) {
            head.append(UInt8(truncatingIfNeeded: now >> shift))
        }
        return Base64.url.text(head + (try key.code(for: message(head, person).span)))
    }

    /// Reads a token; nil when it is malformed, forged, another person's, older than 180 days or from the
    /// future.
    public init?(_ text: String, person: [UInt8], now: Int64, key: ProofKey) {
        guard text.utf8.count == Self.length, let bytes = Base64.url.bytes(text),
            bytes.count == Self.headCount + 32, bytes[0] == Self.version,
            person.count == Self.personCount
        else { return nil }
        let head = Array(bytes[..<Self.headCount])
        let code = Array(bytes[Self.headCount...])
        let message = Self.message(head, person)
        guard (try? key.isValid(code.span, for: message.span)) == true else { return nil }
        device = Array(head[1..<1 + Self.deviceCount])
        issued = head[(1 + Self.deviceCount)...].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard issued <= now, now - issued <= Self.lifetime else { return nil }
    }

    private static func message(_ head: [UInt8], _ person: [UInt8]) -> [UInt8] {
        Array("genkan/v1/device-token\0".utf8) + head + person
    }
}
