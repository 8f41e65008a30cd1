/// A Japanese postal code: seven digits, stored as `123-4567`.
///
/// `〒`, blanks, any kind of hyphen and full-width digits are understood.
enum PostalCodeRule {
    static func read(_ text: String) -> String? {
        let scalars = text.unicodeScalars.filter { !$0.isInvisible && !$0.isBlank }
        let code = scalars.first == "〒" || scalars.first == "〠" ? scalars.dropFirst() : scalars[...]
        var digits = String.UnicodeScalarView()
        for (offset, scalar) in code.enumerated() {
            if scalar.isHyphen, offset == 3 { continue }
            guard scalar.narrowed.isDigit else { return nil }
            digits.append(scalar.narrowed)
        }
        guard digits.count == 7 else { return nil }
        return String(digits.prefix(3)) + "-" + String(digits.dropFirst(3))
    }
}
