/// The reader of the language files: a strict subset of YAML.
///
/// A line is blank, a comment (`# …`) or `key: "text"`, where the key is `[a-z0-9-]+` and the text is
/// a YAML double-quoted scalar with the escapes `\"`, `\\` and `\n`. Everything else is refused, a
/// key that stands twice too: what this reads, every YAML reader reads the same way.
enum FlatYAML {
    struct Problem: Error, Hashable {
        let line: Int
    }

    static func read(_ bytes: [UInt8]) throws(Problem) -> [String: String] {
        var texts: [String: String] = [:]
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            guard let first = line.first(where: { $0 != UInt8(ascii: " ") }) else { continue }
            if first == UInt8(ascii: "#") { continue }
            guard let (key, text) = entry(line), texts.updateValue(text, forKey: key) == nil else {
                throw Problem(line: number + 1)
            }
        }
        return texts
    }

    private static func entry(_ line: ArraySlice<UInt8>) -> (key: String, text: String)? {
        let key = line.prefix(while: isKeyByte)
        let rest = line.dropFirst(key.count)
        guard !key.isEmpty, rest.starts(with: #": ""#.utf8), rest.count > 3,
            rest.last == UInt8(ascii: "\""), let text = unescaped(rest.dropFirst(3).dropLast())
        else { return nil }
        return (String(decoding: key, as: UTF8.self), text)
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func unescaped(_ quoted: ArraySlice<UInt8>) -> String? {
        var text: [UInt8] = []
        var bytes = quoted.makeIterator()
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "\""): return nil
            case UInt8(ascii: "\\"):
                switch bytes.next() {
                case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
                case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
                case UInt8(ascii: "\\"): text.append(byte)
                default: return nil
                }
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return String(validating: text, as: UTF8.self)
    }
}
