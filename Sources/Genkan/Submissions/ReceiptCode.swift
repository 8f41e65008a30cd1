/// The code that a visitor gets and can read out over the telephone: `K7HM-4RTX-9CPA`.
///
/// Twelve characters of an alphabet of 23 without look-alikes: eleven carry 49.7 bits, the last
/// is a check character. The sum of the characters, each times its place (1 to 12), is divisible
/// by 23; as 23 is prime, every single wrong character and every swap of two is noticed.
public struct ReceiptCode: Hashable, Sendable {
    /// The number behind the code: 0 to 23¹¹ − 1, as the database stores it.
    public let number: UInt64

    /// Draws a code from at least eight random bytes.
    public init(random: [UInt8]) {
        precondition(random.count >= 8, "a receipt code needs 8 random bytes")
        number = random.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } % Self.limit
    }

    /// Takes a stored number; nil when it is out of range.
    public init?(number: UInt64) {
        guard number < Self.limit else { return nil }
        self.number = number
    }

    /// Reads a code as people write it: any case, full-width characters, blanks, hyphens and
    /// dashes anywhere; B, G, S and Z are read as 8, 6, 5 and 2 where the alphabet has those.
    /// Nil for a wrong length, a character outside the alphabet, or a wrong check character.
    public init?(_ typed: String) {
        var values: [UInt64] = []
        for scalar in typed.unicodeScalars.map(\.narrowed) where !Self.isSeparator(scalar) {
            guard values.count < 12, let value = Self.value(of: scalar) else { return nil }
            values.append(value)
        }
        let sum = values.enumerated().reduce(UInt64(0)) { $0 + UInt64($1.offset + 1) * $1.element }
        guard values.count == 12, sum % 23 == 0 else { return nil }
        number = values.prefix(11).reduce(0) { $0 * 23 + $1 }
    }

    /// The code in three groups of four: `K7HM-4RTX-9CPA`.
    public var text: String {
        var values: [UInt64] = []
        var rest = number
        for _ in 0..<11 {
            values.insert(rest % 23, at: 0)
            rest /= 23
        }
        let sum = values.enumerated().reduce(UInt64(0)) { $0 + UInt64($1.offset + 1) * $1.element }
        // 12 · 2 ≡ 1 (mod 23), so the last character is −sum · 2.
        values.append((23 - sum % 23) * 2 % 23)
        let characters = values.map { Self.alphabet[Int($0)] }
        let groups = stride(from: 0, to: 12, by: 4).map { start in
            String(String.UnicodeScalarView(characters[start..<start + 4]))
        }
        return groups.joined(separator: "-")
    }

    private static let alphabet = Array("23456789ACEFHJKMNPRTWXY".unicodeScalars)
    private static let limit: UInt64 = 952_809_757_913_927  // 23¹¹

    private static func value(of scalar: Unicode.Scalar) -> UInt64? {
        let upper = (0x61...0x7A).contains(scalar.value) ? scalar.value - 0x20 : scalar.value
        let lookAlikes: [UInt32: Unicode.Scalar] = [0x42: "8", 0x47: "6", 0x53: "5", 0x5A: "2"]
        let read = lookAlikes[upper] ?? Unicode.Scalar(upper)
        return alphabet.firstIndex { $0 == read }.map { UInt64($0) }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isBlank || scalar.isInvisible || scalar.isHyphen
    }
}

extension ReceiptCode: CustomStringConvertible {
    /// The code in three groups of four.
    public var description: String { text }
}
