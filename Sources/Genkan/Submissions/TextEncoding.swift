import Foundation

/// The encodings that the pages of old send, besides UTF-8; named by the labels of the Encoding Standard (§ 4.2).
///
/// Shift_JIS is what every browser means by it: Windows code page 932, with the characters of NEC and IBM.
public enum TextEncoding: Hashable, Sendable {
    case utf8
    case shiftJIS
    case eucJP

    /// The encoding of a label, whatever its case; nil for one that is not read.
    public init?(label: String) {
        switch label.lowercased() {
        case "utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8",
            "x-unicode20utf8":
            self = .utf8
        case "shift_jis", "shift-jis", "sjis", "x-sjis", "csshiftjis", "ms_kanji", "ms932",
            "windows-31j":
            self = .shiftJIS
        case "euc-jp", "x-euc-jp", "cseucpkdfmtjapanese":
            self = .eucJP
        default: return nil
        }
    }

    /// The encoding that a `Content-Type` header names; nil when it names none that is read.
    public init?(contentType: String) {
        let charset = HeaderParameters(of: contentType)?.list.first { $0.name == "charset" }
        guard let charset, let encoding = TextEncoding(label: charset.value) else { return nil }
        self = encoding
    }

    /// The text of these bytes; nil when they are none in this encoding.
    ///
    /// What an encoding lacks browsers send as `&#134071;` (Encoding Standard § 4.1, error mode "html"), which
    /// stands for that character here.
    public func text(of bytes: some Collection<UInt8>) -> String? {
        switch self {
        case .utf8: String(validating: bytes, as: UTF8.self)
        case .shiftJIS: Self.shiftJISText(of: Array(bytes)).map(Self.resolvingReferences)
        case .eucJP:
            Self.shiftJIS(ofEUC: bytes).flatMap(Self.shiftJISText).map(Self.resolvingReferences)
        }
    }

    /// Puts the characters in for decimal references to what is beyond ASCII and no control character.
    private static func resolvingReferences(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            if let (scalar, end) = reference(rest) {
                result.append(scalar)
                rest = rest[end...]
            } else {
                result.append(first)
                rest.removeFirst()
            }
        }
        return String(result)
    }

    private static func reference(
        _ text: Substring.UnicodeScalarView
    ) -> (scalar: Unicode.Scalar, end: String.Index)? {
        guard text.starts(with: "&#".unicodeScalars) else { return nil }
        let digits = text.dropFirst(2).prefix { $0.isDigit }
        guard digits.count <= 7, digits.endIndex < text.endIndex, text[digits.endIndex] == ";",
            let number = UInt32(String(digits)), number >= 0xA0, let scalar = Unicode.Scalar(number)
        else { return nil }
        return (scalar, text.index(after: digits.endIndex))
    }

    private static func shiftJISText(of bytes: [UInt8]) -> String? {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        let windows932 = String.Encoding(rawValue: 0x8000_0420)
        return String(bytes: bytes, encoding: windows932)
    }

    /// Both write rows and cells of JIS X 0208, each in its own way. The third set, JIS X 0212, Shift_JIS does not
    /// have: nil.
    private static func shiftJIS(ofEUC bytes: some Collection<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let first = rest.popFirst() {
            switch first {
            case ..<0x80: result.append(first)
            case 0x8E:
                guard let kana = rest.popFirst(), (0xA1...0xDF).contains(kana) else { return nil }
                result.append(kana)
            case 0xA1...0xFE:
                guard let second = rest.popFirst(), (0xA1...0xFE).contains(second) else {
                    return nil
                }
                let (row, cell) = (first - 0xA1, second - 0xA1)
                let lead = row / 2 + (row < 62 ? 0x81 : 0xC1)
                let odd = cell + (cell < 63 ? 0x40 : 0x41)
                result += [lead, row.isMultiple(of: 2) ? odd : cell + 0x9F]
            default: return nil
            }
        }
        return result
    }
}
