/// The Stream-Safe Text Format (UAX #15 § 13): no more than 30 combining marks in a row.
enum StreamSafe {
    /// The text with U+034F COMBINING GRAPHEME JOINER behind every 30 marks of a run.
    ///
    /// The four characters that decompose to two marks are decomposed on the way: Foundation on
    /// Linux takes three of them for letters and would leave their marks unsorted.
    static func broken(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var run = 0
        for scalar in text.unicodeScalars {
            for part in scalar.pairOfMarks ?? [scalar] {
                run = part.isMark ? run + 1 : 0
                if run > 30 {
                    result.append("\u{034F}")
                    run = 1
                }
                result.append(part)
            }
        }
        return String(result)
    }
}

extension Unicode.Scalar {
    /// The decompositions that begin with a mark although the character may count as a letter.
    fileprivate var pairOfMarks: [Unicode.Scalar]? {
        switch value {
        case 0x0344: ["\u{308}", "\u{301}"]
        case 0x0F73: ["\u{F71}", "\u{F72}"]
        case 0x0F75: ["\u{F71}", "\u{F74}"]
        case 0x0F81: ["\u{F71}", "\u{F80}"]
        default: nil
        }
    }

    fileprivate var isMark: Bool {
        !isInertInFormC && properties.canonicalCombiningClass != .notReordered
    }

    /// Whether the scalar is one of the many that form C leaves alone next to others of them, so
    /// that plain Japanese and English need no normalising.
    var isInertInFormC: Bool {
        switch value {
        case 0..<0x0300, 0x2010...0x2027, 0x2030...0x205E, 0x3000...0x3029, 0x3030...0x3098,
            0x309B...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFFEE, 0x1F000...0x1FAFF,
            0x20000...0x2A6DF:
            true
        default: false
        }
    }
}
