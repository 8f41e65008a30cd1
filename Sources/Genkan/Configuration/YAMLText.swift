/// What is looked at before the text reaches the YAML parser.
enum YAMLText {
    /// The bytes as a text, or what is wrong with them.
    static func checked(_ bytes: [UInt8], file: String) throws(ConfigurationProblem) -> String {
        func problem(_ line: Int, _ what: String, _ remedy: String) -> ConfigurationProblem {
            ConfigurationProblem(file: file, line: line, key: "", what: what, remedy: remedy)
        }
        guard bytes.count <= YAMLDocument.maximumBytes else {
            throw problem(
                0, "has \(bytes.count) bytes, more than \(YAMLDocument.maximumBytes)",
                "shorten it or split it into several forms")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw problem(
                firstInvalidLine(bytes), "is not UTF-8",
                "save the file as UTF-8 (not Shift_JIS or UTF-16)")
        }
        if let line = firstControlLine(text) {
            throw problem(
                line, "contains a control character", "delete the character and type it again")
        }
        let lines = referenceLines(text)
        guard lines.count <= maximumReferences else {
            throw problem(
                lines[0], "uses anchors or aliases (&name, *name)",
                "write the values out, and put texts that begin with & or * in quotation marks")
        }
        let hasMark = text.unicodeScalars.first == "\u{FEFF}"
        return hasMark ? String(text.unicodeScalars.dropFirst()) : text
    }

    /// So many words that look like `&name` or `*name` may stand in texts. Real ones are refused
    /// after parsing; as an alias may stand for a whole tree, their number has to be small before.
    private static let maximumReferences = 10

    /// The lines of words such as `&name` and `*name` where YAML could read a reference.
    private static func referenceLines(_ text: String) -> [Int] {
        let bytes = Array(text.utf8)
        var lines: [Int] = []
        var line = 1
        for index in bytes.indices.dropLast() {
            if bytes[index] == 0x0A { line += 1 }
            guard bytes[index] == UInt8(ascii: "*") || bytes[index] == UInt8(ascii: "&") else {
                continue
            }
            let follows = index > 0 && isNameByte(bytes[index - 1])
            if !follows, isNameByte(bytes[index + 1]) { lines.append(line) }
        }
        return lines
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
    }

    private static func firstControlLine(_ text: String) -> Int? {
        var line = 1
        for scalar in text.unicodeScalars {
            if scalar == "\n" { line += 1 }
            if scalar.isControl, scalar != "\r" { return line }
        }
        return nil
    }

    private static func firstInvalidLine(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let first = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return (first ?? 0) + 1
    }
}
