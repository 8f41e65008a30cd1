/// Base64 (RFC 4648) with one spelling for every byte string: no white space, no missing or
/// superfluous padding, no bits set behind the end.
enum Base64 {
    case standard
    /// The alphabet that is safe in addresses, without padding.
    case url

    func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var pending = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            pending += 8
            while pending >= 6 {
                pending -= 6
                text.append(character(UInt8(bits >> UInt32(pending) & 63)))
            }
        }
        if pending > 0 { text.append(character(UInt8(bits << UInt32(6 - pending) & 63))) }
        if self == .standard {
            while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes, or nil when `text` is not the one spelling of any.
    func bytes(_ text: String) -> [UInt8]? {
        let characters = text.utf8.span
        guard let count = payloadCount(characters) else { return nil }
        let values = self == .standard ? Self.standardValues : Self.urlValues
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 3 / 4)
        var bits: UInt32 = 0
        var pending: UInt32 = 0
        for index in 0..<count {
            let value = values[Int(characters[index])]
            guard value < 64 else { return nil }
            bits = bits << 6 | UInt32(value)
            pending += 6
            if pending >= 8 {
                pending -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> pending))
            }
        }
        guard bits & (1 << pending - 1) == 0 else { return nil }
        return bytes
    }

    /// How many characters stand before the padding; nil when the length or the padding is wrong.
    private func payloadCount(_ characters: Span<UInt8>) -> Int? {
        var count = characters.count
        if self == .standard {
            guard count % 4 == 0 else { return nil }
            for _ in 0..<2 where count > 0 && characters[count - 1] == UInt8(ascii: "=") {
                count -= 1
            }
            guard (count != characters.count) == (count % 4 != 0) else { return nil }
        }
        return count % 4 == 1 ? nil : count
    }

    private static let standardValues = values(of: .standard)
    private static let urlValues = values(of: .url)

    /// The value of every byte as a character, 64 for one that is none.
    private static func values(of alphabet: Base64) -> [UInt8] {
        var values = [UInt8](repeating: 64, count: 256)
        for value: UInt8 in 0..<64 { values[Int(alphabet.character(value))] = value }
        return values
    }

    private var last: (UInt8, UInt8) {
        switch self {
        case .standard: (UInt8(ascii: "+"), UInt8(ascii: "/"))
        case .url: (UInt8(ascii: "-"), UInt8(ascii: "_"))
        }
    }

    private func character(_ value: UInt8) -> UInt8 {
        switch value {
        case 0..<26: UInt8(ascii: "A") + value
        case 26..<52: UInt8(ascii: "a") + value - 26
        case 52..<62: UInt8(ascii: "0") + value - 52
        case 62: last.0
        default: last.1
        }
    }
}
