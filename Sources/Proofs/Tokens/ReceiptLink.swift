/// What the address of a thank-you page carries, so that the page can show a receipt that was given and no
/// other: the number of the code, the time and the digest of the envelope, bound to the form.
///
/// 1 version byte, 8 bytes of the number, 8 bytes of milliseconds since 1970 UTC (both big-endian), 32 bytes
/// of digest, 32 bytes of HMAC-SHA256 over all of them and the form's id; in base64url, 108 characters.
public struct ReceiptLink: Hashable, Sendable {
    /// The number behind the receipt code.
    public let number: UInt64
    /// When the submission was received, in milliseconds since 1970 UTC.
    public let milliseconds: Int64
    /// SHA-256 of the stored envelope, 32 bytes.
    public let digest: [UInt8]

    private static let version: UInt8 = 1
    private static let headCount = 49

    /// Takes the parts; nil unless the digest has 32 bytes.
    public init?(number: UInt64, milliseconds: Int64, digest: [UInt8]) {
        guard digest.count == 32 else { return nil }
        self.number = number
        self.milliseconds = milliseconds
        self.digest = digest
    }

    /// The text for the address of this form's page.
    public func text(form: String, key: ProofKey) throws(ProofError) -> String {
        guard AltchaParameters.isForm(form) else { throw .malformedForm }
        var bytes = [Self.version]
        for part in [number, UInt64(bitPattern: milliseconds)] {
            for shift: UInt64 in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: part >> shift))
            }
        }
        bytes += digest
        bytes += try key.code(for: Self.message(head: bytes, form: form).span)
        return Base64.url.text(bytes)
    }

    /// Reads a text; nil when it is malformed, forged, or made for another form.
    public init?(_ text: String, form: String, key: ProofKey) {
        guard text.utf8.count <= 128, let bytes = Base64.url.bytes(text),
            bytes.count == Self.headCount + 32, bytes[0] == Self.version
        else { return nil }
        let head = Array(bytes[..<Self.headCount])
        let code = Array(bytes[Self.headCount...])
        let message = Self.message(head: head, form: form)
        guard (try? key.isValid(code.span, for: message.span)) == true else { return nil }
        number = head[1..<9].reduce(0) { $0 << 8 | UInt64($1) }
        milliseconds = Int64(bitPattern: head[9..<17].reduce(0) { $0 << 8 | UInt64($1) })
        digest = Array(head[17...])
    }

    private static func message(head: [UInt8], form: String) -> [UInt8] {
        Array("genkan/v1/receipt-link\0".utf8) + head + Array(form.utf8)
    }
}
