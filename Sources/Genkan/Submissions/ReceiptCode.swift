/// The code that a visitor gets and can read out over the telephone: `K7HM-4RTX-9CPA`.
///
/// Twelve characters of an alphabet of 23 without look-alikes: eleven carry 49.7 bits, the last
/// is a check character. The sum of the characters, each times its place (1 to 12), is divisible
/// by 23; as 23 is prime, every single wrong character and every swap of two is noticed.
public struct ReceiptCode: Hashable, Sendable {
    /// The number behind the code: 0 to 23¹¹ − 1, as the database stores it.
    public let number: UInt64

    /// The code of a submission: it follows from the random bits of its id and the week of its time.
    /// Every envelope is bound to the id, so nobody who writes to the database can exchange the codes
    /// of two submissions.
    ///
    /// Two submissions have the same code with a chance of 1 in 9.5 · 10¹⁴. The week is in it because
    /// a key that is used again after its seven days leads to the same random bits.
    public init(of submission: SubmissionID) {
        let week = UInt64(submission.milliseconds) / Self.week
        let bits = submission.randomBits ^ (week &* Self.spread) & Self.randomBits
        number = bits % Self.limit
    }

    private static let week: UInt64 = 7 * 86_400_000
    /// 2⁶⁴ divided by the golden ratio: neighbouring weeks come to lie far apart.
    private static let spread: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static let randomBits: UInt64 = 1 << 62 - 1

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

    /// The numbers of the codes that begin as somebody typed it, which is read as in ``init(_:)``: four
    /// characters or more. Nil for fewer, and for what no code begins with.
    public static func numbers(beginning typed: String) -> ClosedRange<UInt64>? {
        if let whole = ReceiptCode(typed) { return whole.number...whole.number }
        var first: UInt64 = 0
        var count = 0
        for scalar in typed.unicodeScalars.map(\.narrowed) where !isSeparator(scalar) {
            guard count < 11, let value = value(of: scalar) else { return nil }
            first = first * 23 + value
            count += 1
        }
        guard count >= 4 else { return nil }
        let span = (count..<11).reduce(UInt64(1)) { span, _ in span * 23 }
        return first * span...first * span + (span - 1)
    }

    /// The code in three groups of four: `K7HM-4RTX-9CPA`.
    public var text: String {
        var values = [UInt64](repeating: 0, count: 12)
        var (rest, sum) = (number, UInt64(0))
        for place in (0..<11).reversed() {
            values[place] = rest % 23
            sum += UInt64(place + 1) * values[place]
            rest /= 23
        }
        // 12 · 2 ≡ 1 (mod 23), so the last character is −sum · 2.
        values[11] = (23 - sum % 23) * 2 % 23
        var text: [UInt8] = []
        text.reserveCapacity(14)
        for (place, value) in values.enumerated() {
            if place == 4 || place == 8 { text.append(UInt8(ascii: "-")) }
            text.append(Self.letters[Int(value)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let letters = Array("23456789ACEFHJKMNPRTWXY".utf8)
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
