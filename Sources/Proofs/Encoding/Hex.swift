/// Lower-case hexadecimal, one spelling for every byte.
enum Hex {
    static func text(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * bytes.count)
        append(bytes, to: &digits)
        return String(decoding: digits, as: UTF8.self)
    }

    /// Adds the text's bytes, two for each.
    static func append(_ bytes: [UInt8], to digits: inout [UInt8]) {
        for byte in bytes {
            digits.append(digit(byte >> 4))
            digits.append(digit(byte & 15))
        }
    }

    /// The bytes, or nil unless `text` is exactly `count` bytes in lower-case digits.
    static func bytes(_ text: String, count: Int) -> [UInt8]? {
        let digits = text.utf8.span
        guard digits.count == 2 * count else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        for index in 0..<count {
            guard let high = value(digits[2 * index]), let low = value(digits[2 * index + 1])
            else { return nil }
            bytes[index] = high << 4 | low
        }
        return bytes
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    private static func value(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
