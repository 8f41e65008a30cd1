/// Keeps a spreadsheet from running what a visitor typed as a formula (CWE-1236, ASVS 1.2.10).
///
/// Quotation marks in a CSV do not help. A cell gets an apostrophe in front when its first visible
/// character is one of `=` `+` `-` `@` `|` `%`, TAB, CR, LF, NUL or full-width `＝` `＋` `－` `＠`,
/// wherever blanks and invisible characters may hide it. Negative numbers stay numbers. Telephone
/// numbers with `+` do get the apostrophe: without it Excel would calculate with them.
public enum FormulaGuard {
    /// The cell as it may stand in a CSV for spreadsheets.
    public static func neutralised(_ cell: String) -> String {
        let first = cell.unicodeScalars.first { !isPassedOver($0) }
        guard let first, startsFormula(first), !isNegativeNumber(cell) else { return cell }
        return "'" + cell
    }

    private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x7C, 0x25: true
        case 0x09, 0x0D, 0x0A, 0x00: true
        case 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20: true
        default: false
        }
    }

    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar.value == 0xA0 || scalar.value == 0x3000 || scalar.isInvisible
    }

    /// A minus, digits, perhaps a fraction and an exponent; nothing else.
    private static func isNegativeNumber(_ cell: String) -> Bool {
        guard cell.utf8.first == UInt8(ascii: "-") else { return false }
        var rest = cell.utf8.dropFirst()
        func digits() -> Bool {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count > 0
        }
        guard digits() else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits() else { return false }
        }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
                rest = rest.dropFirst()
            }
            guard digits() else { return false }
        }
        return rest.isEmpty
    }
}
