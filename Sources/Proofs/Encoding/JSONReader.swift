/// Reads the subset of JSON that ``JSONValue`` describes, byte by byte, never beyond the end.
struct JSONReader {
    private let text: [UInt8]
    private var position = 0

    init(_ text: [UInt8]) { self.text = text }

    var isAtEnd: Bool { position == text.count }

    mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
            position += 1
        }
    }

    /// The next value, at most `depth` objects deep.
    mutating func value(depth: Int) -> JSONValue? {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return depth > 0 ? object(depth: depth - 1) : nil
        case UInt8(ascii: "\""): return string().map(JSONValue.string)
        default: return number()
        }
    }

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func object(depth: Int) -> JSONValue? {
        guard take("{") else { return nil }
        var members = JSONObject()
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard let name = string() else { return nil }
            skipSpace()
            guard take(":"), let value = value(depth: depth),
                members.add(name, value)
            else { return nil }
            skipSpace()
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var start = position
        var earlier: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                let rest = text[start..<position - 1]
                return String(
                    decoding: earlier.isEmpty ? rest : (earlier + rest)[...], as: UTF8.self)
            case UInt8(ascii: "\\"):
                earlier += text[start..<position - 1]
                start = position  // The slash itself is the first of what follows.
                guard take("/") else { return nil }
            case 0x20...0x7e: continue
            default: return nil
            }
        }
        return nil
    }

    /// At most 15 digits, so that JavaScript means the same number.
    private mutating func number() -> JSONValue? {
        let isNegative = take("-")
        let startsWithZero = peek == UInt8(ascii: "0")
        guard let (count, magnitude) = digits(), count == 1 || !startsWithZero else { return nil }
        if take(".") { return digits() == nil ? nil : .fraction }
        if isNegative, magnitude == 0 { return nil }
        return .integer(isNegative ? -magnitude : magnitude)
    }

    /// 1 to 15 digits: how many, and the number that they write.
    private mutating func digits() -> (count: Int, number: Int64)? {
        var (count, number) = (0, Int64(0))
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            guard count < 15 else { return nil }
            number = number * 10 + Int64(byte - UInt8(ascii: "0"))
            count += 1
            position += 1
        }
        return count > 0 ? (count, number) : nil
    }
}
