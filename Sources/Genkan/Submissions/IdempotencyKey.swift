/// The name that a client gives its submission, so that a retry is recognised: the hidden field
/// `_submission` or the header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
///
/// It must hold at least 128 bits, so that two visitors never have the same one: who guesses it can
/// ask whether it was used. 32 hexadecimal digits (hyphens of a UUID not counted), or 22 characters
/// of base64url. Up to 255 characters of `[A-Za-z0-9_-]`, at least eight different ones. A key in quotation marks (a structured-field
/// string) is read without them.
public struct IdempotencyKey: Hashable, Sendable {
    /// The characters of the key in ASCII.
    public let bytes: [UInt8]

    /// Reads a key; nil when it is malformed or too easy to guess.
    public init?(_ text: String) {
        var bytes = Array(text.utf8)
        if bytes.count >= 2, bytes.first == 0x22, bytes.last == 0x22 {
            bytes = Array(bytes.dropFirst().dropLast())
        }
        guard bytes.count <= 255, bytes.allSatisfy(Self.isAllowed) else { return nil }
        let digits = bytes.lazy.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
        var (seen, count, isHexadecimal) = (UInt128(0), 0, true)
        for digit in digits {
            seen |= 1 << UInt128(digit)
            count += 1
            isHexadecimal = isHexadecimal && hexadecimalValue(of: digit) != nil
        }
        guard seen.nonzeroBitCount >= 8, isHexadecimal ? count >= 32 : bytes.count >= 22 else {
            return nil
        }
        self.bytes = bytes
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }
}
