/// Reads any JSON (RFC 8259) whose outermost value is an object, and keeps that object's texts and
/// booleans. The text must be valid UTF-8 already.
///
/// ``JSONReader`` reads what the house wrote itself and refuses all else; browsers add members of
/// their own (and, now and then, one that tests whether anybody minds), so that this one takes the
/// whole language and is strict about ambiguity only: a name stands once in every object, and an
/// escape never writes half a character.
struct ClientDataReader {
    /// How many objects and arrays may stand inside each other.
    static let depth = 8

    private let text: [UInt8]
    private var position = 0

    init(_ text: [UInt8]) { self.text = text }

    /// The object that fills the text completely, white space aside.
    mutating func document() -> ClientDataMembers? {
        skipSpace()
        guard let members = object(depth: Self.depth - 1) else { return nil }
        skipSpace()
        return position == text.count ? members : nil
    }

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
            position += 1
        }
    }

    private mutating func take(_ literal: StaticString) -> Bool {
        let bytes = Array(literal.description.utf8)
        guard text[position...].starts(with: bytes) else { return false }
        position += bytes.count
        return true
    }

    private mutating func value(depth: Int) -> ClientDataMembers.Value? {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return depth > 0 && object(depth: depth - 1) != nil ? .other : nil
        case UInt8(ascii: "["): return depth > 0 && array(depth: depth - 1) ? .other : nil
        case UInt8(ascii: "\""): return string().map(ClientDataMembers.Value.text)
        case UInt8(ascii: "t"): return take("true") ? .boolean(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .boolean(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .other : nil
        default: return number() ? .other : nil
        }
    }

    private mutating func object(depth: Int) -> ClientDataMembers? {
        guard take("{") else { return nil }
        var members = ClientDataMembers()
        skipSpace()
        if take("}") { return members }
        repeat {
            skipSpace()
            guard let name = string() else { return nil }
            skipSpace()
            guard take(":"), let value = value(depth: depth), members.add(name, value) else {
                return nil
            }
            skipSpace()
        } while take(",")
        return take("}") ? members : nil
    }

    private mutating func array(depth: Int) -> Bool {
        guard take("[") else { return false }
        skipSpace()
        if take("]") { return true }
        repeat {
            guard value(depth: depth) != nil else { return false }
            skipSpace()
        } while take(",")
        return take("]")
    }

    private mutating func number() -> Bool {
        _ = take("-")
        if !take("0") { guard digits() else { return false } }
        if take(".") { guard digits() else { return false } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            return digits()
        }
        return true
    }

    /// One digit or more.
    private mutating func digits() -> Bool {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        return position > start
    }

    /// A string's text in UTF-8.
    private mutating func string() -> [UInt8]? {
        guard take("\"") else { return nil }
        var result: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return result
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                result += Character(scalar).utf8
            case 0..<0x20: return nil
            default: result.append(byte)
            }
        }
        return nil
    }
}

extension ClientDataReader {
    /// The character that an escape stands for; the reverse solidus is read already.
    private mutating func escape() -> Unicode.Scalar? {
        guard let byte = peek else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return unicodeEscape()
        default: return nil
        }
    }

    /// `\uXXXX`, or a pair of them for a character beyond U+FFFF; half a pair is refused.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = unit() else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard take("\\u"), let second = unit(), UTF16.isTrailSurrogate(second) else { return nil }
        return Unicode.Scalar(0x10000 + (UInt32(first & 0x3ff) << 10 | UInt32(second & 0x3ff)))
    }

    /// Four hexadecimal digits.
    private mutating func unit() -> UInt16? {
        guard text.count - position >= 4 else { return nil }
        var unit: UInt16 = 0
        for byte in text[position..<position + 4] {
            let digit = Unicode.Scalar(byte).properties.isASCIIHexDigit
            guard digit, let value = Character(Unicode.Scalar(byte)).hexDigitValue else {
                return nil
            }
            unit = unit << 4 | UInt16(value)
        }
        position += 4
        return unit
    }
}
