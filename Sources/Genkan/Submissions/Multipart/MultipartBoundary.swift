/// What stands between the parts of a multipart body: 1 to 70 characters that its header names (RFC 2046 § 5.1.1).
public struct MultipartBoundary: Hashable, Sendable {
    /// Its bytes.
    public let bytes: [UInt8]

    /// Takes the characters that RFC 2046 allows; nil for others, for more than 70, and for a blank at the end.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard (1...70).contains(bytes.count), bytes.allSatisfy(Self.isAllowed), bytes.last != 0x20
        else {
            return nil
        }
        self.bytes = bytes
    }

    /// The boundary that a `Content-Type` header names (RFC 9110 § 8.3.1). Nil when it names none, or two.
    public init?(contentType: String) {
        guard let parameters = HeaderParameters(of: contentType) else { return nil }
        let named = parameters.list.filter { $0.name == "boundary" }
        guard named.count == 1, let boundary = MultipartBoundary(named[0].value) else { return nil }
        self = boundary
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "'()+_,-./:=? ".utf8.contains(byte)
        }
    }
}
