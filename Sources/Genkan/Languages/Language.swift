/// A language that Genkan speaks.
public enum Language: String, CaseIterable, Sendable, Codable {
    /// Japanese.
    case ja
    /// English.
    case en

    /// The language of the house: what is spoken when a visitor names none.
    public static let ofTheHouse = Language.ja

    /// Chooses a language by an `Accept-Language` header (RFC 9110 § 12.5.4, lookup of
    /// RFC 4647 § 3.4): the range of the highest quality first, equal ones in their order, `ja-JP`
    /// cut back to `ja`, quality 0 excludes.
    ///
    /// Without a usable header it is the language of the house. A header that names only other
    /// languages gets English. Malformed ranges are passed over; after 64 ranges reading stops.
    public static func preferred(acceptLanguage header: String?) -> Language {
        guard let header else { return ofTheHouse }
        let ranges = LanguageRange.parse(header)
        guard !ranges.isEmpty else { return ofTheHouse }
        let excluded = ranges.filter { $0.quality == 0 }.compactMap(\.language)
        let wanted = ranges.filter { $0.quality > 0 }
        for range in wanted.sorted(by: { $0.quality > $1.quality }) {
            if let language = range.language, !excluded.contains(language) { return language }
            guard range.isWildcard else { continue }
            let named = excluded + wanted.compactMap(\.language)
            let order = [ofTheHouse] + allCases
            if let other = order.first(where: { !named.contains($0) }) { return other }
        }
        return excluded.contains(.en) ? ofTheHouse : .en
    }
}

/// One element of an `Accept-Language` header.
struct LanguageRange {
    /// The primary subtag in lower case, or `*`.
    var primary: String
    /// The quality in thousandths, 0 to 1000.
    var quality: Int

    var isWildcard: Bool { primary == "*" }
    var language: Language? { Language(rawValue: primary) }

    static func parse(_ header: String) -> [LanguageRange] {
        header.utf8.split(separator: UInt8(ascii: ","), maxSplits: 64).prefix(64).compactMap {
            LanguageRange($0)
        }
    }

    init?(_ element: Substring.UTF8View) {
        let parts = element.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        let range = parts.first.map { Self.trimmed($0) } ?? []
        guard let quality = Self.quality(parts.dropFirst().map { Self.trimmed($0) }) else {
            return nil
        }
        self.quality = quality
        let subtags = range.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let wellFormed = subtags.allSatisfy {
            (1...8).contains($0.count) && $0.allSatisfy(isAlphanumeric)
        }
        guard let first = subtags.first, wellFormed || range == [UInt8(ascii: "*")] else {
            return nil
        }
        primary = String(decoding: first, as: UTF8.self).lowercased()
    }

    /// `q=0.8` as 800; no parameter is 1000; nil when malformed.
    private static func quality(_ parameters: [[UInt8]]) -> Int? {
        guard let parameter = parameters.first else { return 1000 }
        guard parameters.count == 1, parameter.count >= 3, parameter[0] | 0x20 == UInt8(ascii: "q"),
            parameter[1] == UInt8(ascii: "=")
        else { return nil }
        let digits = parameter.dropFirst(2).split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = digits.count == 2 ? Array(digits[1]) : []
        guard let whole = digits.first, whole == [0x30] || whole == [0x31], fraction.count <= 3,
            fraction.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        let padded = fraction + Array(repeating: 0x30, count: 3 - fraction.count)
        let thousandths = padded.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let value = (whole == [0x31] ? 1000 : 0) + thousandths
        return value <= 1000 ? value : nil
    }

    private static func trimmed(_ bytes: Substring.UTF8View) -> [UInt8] {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        return Array(bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
}
