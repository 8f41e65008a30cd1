/// The value of one hexadecimal digit in ASCII, in either case.
func hexadecimalValue(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}

/// The lower-case digit of 0 to 15 in ASCII.
func hexadecimalDigit(of value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}

/// Bytes as two lower-case digits each.
public enum Hexadecimal {
    /// The digits.
    public static func text(_ bytes: [UInt8]) -> String {
        String(
            decoding: bytes.flatMap {
                [hexadecimalDigit(of: $0 >> 4), hexadecimalDigit(of: $0 & 15)]
            }, as: UTF8.self)
    }

    /// The bytes; nil for an odd count, and for anything but lower-case digits.
    public static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.utf8.map { (0x41...0x46).contains($0) ? nil : hexadecimalValue(of: $0) }
        guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
        let values = digits.compactMap(\.self)
        return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}
