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

    private static let label = "receipt-link"
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
        let time = UInt64(bitPattern: milliseconds)
        let head =
            [Self.version] + [UInt8](bigEndian: number) + [UInt8](bigEndian: time) + digest
        return try key.token(Self.label, head: head, boundTo: Array(form.utf8))
    }

    /// Reads a text; nil when it is malformed, forged, or made for another form.
    public init?(_ text: String, form: String, key: ProofKey) {
        guard
            let head = key.head(
                ofToken: text, Self.label, version: Self.version, count: Self.headCount,
                boundTo: Array(form.utf8))
        else { return nil }
        number = UInt64(bigEndian: head[1..<9])
        milliseconds = Int64(bitPattern: UInt64(bigEndian: head[9..<17]))
        digest = Array(head[17...])
    }
}
