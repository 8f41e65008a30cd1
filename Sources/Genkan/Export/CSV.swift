/// Writes comma-separated values (RFC 4180): every field in quotation marks, CRLF behind every
/// row, UTF-8.
public enum CSV {
    /// The byte order mark, without which a Japanese Excel takes the file for CP932.
    public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// One row of cells, each neutralised (see `FormulaGuard`) before it is quoted.
    public static func row(_ cells: some Sequence<String>) -> [UInt8] {
        var output: [UInt8] = []
        for cell in cells {
            if !output.isEmpty { output.append(UInt8(ascii: ",")) }
            output.append(UInt8(ascii: "\""))
            for byte in FormulaGuard.neutralised(cell).utf8 {
                if byte == UInt8(ascii: "\"") { output.append(byte) }
                output.append(byte)
            }
            output.append(UInt8(ascii: "\""))
        }
        output.append(contentsOf: [0x0D, 0x0A])
        return output
    }
}
