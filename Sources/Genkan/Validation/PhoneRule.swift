/// A telephone number, kept as typed but for full-width characters, dashes and invisible ones.
///
/// Digits, blanks, `-`, `.`, `/` and parentheses, in front perhaps one `+`, behind perhaps an
/// extension (`内線 12`, `ext. 12`, `#12`). With `+`: 7 to 15 digits (E.164). With one leading 0 a
/// Japanese number: 10 or 11 digits, 14 for 020 machine numbers. Otherwise 8 to 15 digits.
enum PhoneRule {
    static func read(_ text: String) -> String? {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !scalar.isInvisible {
            scalars.append(scalar.isHyphen ? "-" : scalar.isBlank ? " " : scalar.narrowed)
        }
        let read = String(scalars)
        let number = withoutExtension(read.unicodeScalars[...])
        let isInternational = number.first == "+"
        let rest = isInternational ? number.dropFirst() : number
        let digits = Array(rest.lazy.filter(\.isDigit))
        guard rest.allSatisfy(isAllowed), isBalanced(rest),
            isLength(digits, isInternational)
        else { return nil }
        return read
    }

    private static func isLength(_ digits: [Unicode.Scalar], _ isInternational: Bool) -> Bool {
        let count = digits.count
        if isInternational { return (7...15).contains(count) }
        let isForeign =
            digits.starts(with: "00".unicodeScalars) || digits.starts(with: "010".unicodeScalars)
        if isForeign { return (10...20).contains(count) }
        guard digits.first == "0" else { return (8...15).contains(count) }
        let isMachine = digits.starts(with: "020".unicodeScalars)
        return (10...11).contains(count) || isMachine && count == 14
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isDigit || " -./()".unicodeScalars.contains(scalar)
    }

    private static func isBalanced(_ scalars: Substring.UnicodeScalarView) -> Bool {
        var open = 0
        for scalar in scalars {
            if scalar == "(" { open += 1 }
            if scalar == ")" { open -= 1 }
            guard (0...1).contains(open) else { return false }
        }
        return open == 0
    }

    /// Cuts off one extension of one to six digits, in parentheses or not.
    static func withoutExtension(
        _ scalars: Substring.UnicodeScalarView
    ) -> Substring.UnicodeScalarView {
        let trimmed = scalars.last == ")" && scalars.contains("(") ? scalars.dropLast() : scalars
        let digits = trimmed.reversed().prefix(while: \.isDigit).count
        guard (1...6).contains(digits) else { return scalars }
        let head = withoutBlanks(trimmed.dropLast(digits))
        guard let last = head.last, last != "-" else { return scalars }  // nearly every number
        for word in ["内線", "ext.", "ext", "x", "#"] {
            let ending = String(String.UnicodeScalarView(head.suffix(word.unicodeScalars.count)))
            guard ending.lowercased().hasSameBytes(as: word) else { continue }
            let number = withoutBlanks(head.dropLast(word.unicodeScalars.count))
            let isBracketed = trimmed.count < scalars.count && number.last == "("
            return withoutBlanks(isBracketed ? number.dropLast() : number)
        }
        return scalars
    }

    private static func withoutBlanks(
        _ scalars: Substring.UnicodeScalarView
    ) -> Substring.UnicodeScalarView {
        let isFiller = { (scalar: Unicode.Scalar) in scalar == " " || scalar == ":" }
        return scalars.dropLast(scalars.reversed().prefix(while: isFiller).count)
    }
}
