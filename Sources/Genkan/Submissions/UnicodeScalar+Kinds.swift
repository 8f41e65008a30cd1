extension Unicode.Scalar {
    /// An old or variant ideograph that form C would replace.
    var isCompatibilityIdeograph: Bool {
        (0xF900...0xFAFF).contains(value) || (0x2F800...0x2FA1F).contains(value)
    }

    /// C0 other than TAB and LF, DEL and C1, noncharacters, and the two separators U+2028 and
    /// U+2029, which JavaScript and terminals take for line ends.
    var isControl: Bool {
        switch value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFDD0...0xFDEF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }

    /// Characters that show nothing and that copying carries along: zero-width ones, byte order
    /// marks, direction marks and overrides, soft hyphens.
    var isInvisible: Bool {
        switch value {
        case 0x00AD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F, 0xFEFF:
            true
        default: false
        }
    }

    /// What fonts show nothing for (Default_Ignorable_Code_Point, UAX #44).
    var isIgnorable: Bool { !isASCII && properties.isDefaultIgnorableCodePoint }

    /// Blanks of every width: TAB, LF, space, no-break space, U+2000–200A, the ideographic space.
    var isBlank: Bool {
        switch value {
        case 0x09, 0x0A, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// `0` to `9`.
    var isDigit: Bool { (0x30...0x39).contains(value) }

    /// Full-width forms of ASCII (`０`, `＠`) as ASCII, the ideographic space as a blank.
    var narrowed: Unicode.Scalar {
        switch value {
        case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
        case 0x3000: " "
        default: self
        }
    }
}

extension String {
    /// The text without blanks and invisible characters at its ends; empty where nothing of it can be seen.
    func trimmingBlanks() -> String {
        let isOuter = { (scalar: Unicode.Scalar) in scalar.isBlank || scalar.isInvisible }
        let scalars = unicodeScalars
        if let first = scalars.first, let last = scalars.last, !isOuter(first), !isOuter(last),
            !first.isIgnorable
        {
            return self
        }
        // Such as Hangul fillers; at the end of what can be seen they may belong to it, as in a flag.
        if scalars.allSatisfy({ isOuter($0) || $0.isIgnorable }) { return "" }
        guard let first = scalars.firstIndex(where: { !isOuter($0) }),
            let last = scalars.lastIndex(where: { !isOuter($0) })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Whether two texts have the same bytes; `==` would take canonically equal ones for equal.
    func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let (mine, others) = (utf8.span, other.utf8.span)
        for index in mine.indices where mine[index] != others[index] { return false }
        return true
    }

    /// How many Unicode scalars it has: the bytes of UTF-8 that begin one.
    var scalarCount: Int {
        let bytes = utf8.span
        var count = 0
        for index in bytes.indices where bytes[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}
