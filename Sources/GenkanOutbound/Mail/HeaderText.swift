/// Text that may stand in a mail header, whoever typed it: one line of at most 900 bytes of UTF-8.
///
/// Nothing in it can end a line. Control characters (C0, DEL, C1), U+2028 and U+2029 become a blank,
/// runs of blanks one blank, and there is none at the ends; what is too long is cut at a scalar.
public struct HeaderText: Hashable, Sendable {
    /// The longest text in bytes of UTF-8.
    public static let longest = 900

    /// The text as it is shown.
    public let text: String

    /// Takes what somebody typed.
    public init(_ typed: String) {
        var line = String.UnicodeScalarView()
        var length = 0
        var owesBlank = false
        for scalar in typed.unicodeScalars {
            if Self.isBlank(scalar) {
                owesBlank = !line.isEmpty
                continue
            }
            let width = UTF8.width(scalar) + (owesBlank ? 1 : 0)
            guard length + width <= Self.longest else { break }
            if owesBlank { line.append(" ") }
            line.append(scalar)
            length += width
            owesBlank = false
        }
        text = String(line)
    }

    /// Whether nothing was left.
    public var isEmpty: Bool { text.utf8.isEmpty }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: scalar == " "
        }
    }
}
