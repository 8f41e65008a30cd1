/// When a hosted form was shown, signed and bound to the form: how long someone took to fill it in.
///
/// A hint for sorting, not a gate: a form sent without JavaScript, or from a static page, may have
/// none. 1 version byte, 8 bytes of seconds since 1970 UTC (big-endian), 32 bytes of HMAC-SHA256
/// over version, time and the form's id; in base64url, 55 characters.
public struct FormToken: Hashable, Sendable {
    /// The longest age at which a token is still read, in seconds: a day.
    public static let lifetime: Int64 = 86_400

    /// When the form was shown, in seconds since 1970 UTC.
    public let issued: Int64

    private static let label = "form-token"
    private static let version: UInt8 = 1
    private static let headCount = 9

    /// The token's text for a form shown at `now` (seconds since 1970 UTC).
    public static func make(
        form: String, now: Int64, key: ProofKey
    ) throws(ProofError) -> String {
        guard AltchaParameters.isForm(form) else { throw .malformedForm }
        guard now >= 0 else { throw .malformedTime }
        let head = [version] + [UInt8](bigEndian: UInt64(now))
        return try key.token(label, head: head, boundTo: Array(form.utf8))
    }

    /// Reads a token; nil when it is malformed, forged, made for another form, older than a day or
    /// from the future.
    public init?(_ text: String, form: String, now: Int64, key: ProofKey) {
        guard
            let head = key.head(
                ofToken: text, Self.label, version: Self.version, count: Self.headCount,
                boundTo: Array(form.utf8))
        else { return nil }
        issued = Int64(bitPattern: UInt64(bigEndian: head[1...]))
        guard issued <= now, now - issued <= Self.lifetime else { return nil }
    }

    /// How long ago the form was shown, in seconds.
    public func age(at now: Int64) -> Int64 { now - issued }
}
