/// A mail address as SMTP's envelope takes it: `local@domain` in ASCII (RFC 5321 § 4.1.2), the local
/// part a dot-string of at most 64 octets, the domain a name of LDH labels, 254 octets in all.
///
/// No quoted local parts, address literals, comments or blanks: whatever is one of these can go
/// into a command or a header as it stands.
public struct MailAddress: Hashable, Sendable {
    /// The longest address in octets (RFC 5321 § 4.5.3.1.3, without the angle brackets).
    public static let longest = 254
    /// The longest local part in octets.
    public static let longestLocal = 64

    /// The address as it was given.
    public let text: String

    /// Parses an address; nil for anything that is not exactly one.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.longest, let at = bytes.firstIndex(of: UInt8(ascii: "@")),
            Self.isLocal(bytes[..<at]), Self.isDomain(bytes[(at + 1)...])
        else { return nil }
        self.text = text
    }

    /// What stands after the `@`.
    public var domain: String {
        String(decoding: text.utf8.drop { $0 != UInt8(ascii: "@") }.dropFirst(), as: UTF8.self)
    }

    /// Whether a text is a domain as an address may have it: labels of letters, digits and inner
    /// hyphens, 63 octets each, with dots between.
    public static func isDomain(_ text: String) -> Bool { isDomain(Array(text.utf8)[...]) }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count <= longest
            && bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy(isLabel)
    }

    private static func isLabel(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        return bytes.count <= 63 && isLetterOrDigit(first) && isLetterOrDigit(last)
            && bytes.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLocal(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count <= longestLocal
            && bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
    }

    /// RFC 5322 § 3.2.3: what needs no quotes.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension MailAddress {
    /// Parses what somebody typed: invisible characters of copying and blanks at the ends are dropped,
    /// the full-width characters of an input method narrowed, `。` read as a dot.
    public init?(typed: String) {
        var scalars = String.UnicodeScalarView()
        for scalar in typed.unicodeScalars where !scalar.isInvisible {
            let isStop = scalar.value == 0x3002 || scalar.value == 0xFF61
            scalars.append(isStop ? "." : scalar.narrowed)
        }
        self.init(String(scalars).trimmingBlanks())
    }
}
