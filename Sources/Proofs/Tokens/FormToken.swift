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

    private static let version: UInt8 = 1
    private static let headCount = 9

    /// The token's text for a form shown at `now` (seconds since 1970 UTC).
    public static func make(
        form: String, now: Int64, key: ProofKey
    ) throws(ProofError) -> String {
        guard AltchaParameters.isForm(form) else { throw .malformedForm }
        guard now >= 0 else { throw .malformedTime }
        var bytes = [version]
        for shift: Int64 in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: now >> shift))
        }
        bytes += try key.code(for: message(head: bytes, form: form).span)
        return Base64.url.text(bytes)
    }

    /// Reads a token; nil when it is malformed, forged, made for another form, older than a day or
    /// from the future.
    public init?(_ text: String, form: String, now: Int64, key: ProofKey) {
        guard text.utf8.count <= 64, let bytes = Base64.url.bytes(text),
            bytes.count == Self.headCount + 32, bytes[0] == Self.version
        else { return nil }
        let head = Array(bytes[..<Self.headCount])
        let code = Array(bytes[Self.headCount...])
        let message = Self.message(head: head, form: form)
        guard (try? key.isValid(code.span, for: message.span)) == true else { return nil }
        issued = head.dropFirst().reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard issued <= now, now - issued <= Self.lifetime else { return nil }
    }

    /// How long ago the form was shown, in seconds.
    public func age(at now: Int64) -> Int64 { now - issued }

    private static func message(head: [UInt8], form: String) -> [UInt8] {
        Array("genkan/v1/form-token\0".utf8) + head + Array(form.utf8)
    }
}
