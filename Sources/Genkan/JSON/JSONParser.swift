/// A strict parser for JSON (RFC 8259): UTF-8 only, no BOM, no duplicate keys, no lone
/// surrogates, numbers by the grammar, a depth of its own choosing, nothing after the value.
struct JSONParser {
    let bytes: [UInt8]
    var position = 0
    private var depth: Int

    /// Reads one value nested at most `depth` deep (a scalar is depth 0).
    static func parse(_ bytes: [UInt8], depth: Int) throws(BodyError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, depth: depth)
        let value = try parser.value()
        parser.skipBlanks()
        guard parser.position == bytes.count else { throw parser.malformed }
        return value
    }

    private init(bytes: [UInt8], depth: Int) {
        self.bytes = bytes
        self.depth = depth
    }

    var malformed: BodyError { BodyError(.malformed, at: position) }
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func value() throws(BodyError) -> JSONValue {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try elements())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    /// Steps over an opening bracket, one level down.
    private mutating func enter() throws(BodyError) {
        guard depth > 0 else { throw BodyError(.tooDeep, at: position) }
        depth -= 1
        position += 1
    }

    private mutating func members() throws(BodyError) -> [JSONValue.Member] {
        try enter()
        defer { depth += 1 }
        var members: [JSONValue.Member] = []
        var keys: Set<[UInt8]> = []
        while try !ends(with: UInt8(ascii: "}"), isFirst: members.isEmpty) {
            skipBlanks()
            let start = position
            let key = try string()
            guard keys.insert(Array(key.utf8)).inserted else {
                throw BodyError(.duplicateKey, at: start)
            }
            skipBlanks()
            guard next == UInt8(ascii: ":") else { throw malformed }
            position += 1
            members.append(.init(key: key, value: try value()))
        }
        return members
    }

    private mutating func elements() throws(BodyError) -> [JSONValue] {
        try enter()
        defer { depth += 1 }
        var elements: [JSONValue] = []
        while try !ends(with: UInt8(ascii: "]"), isFirst: elements.isEmpty) {
            elements.append(try value())
        }
        return elements
    }

    /// Reads the closing bracket, or the comma before one more element.
    private mutating func ends(with close: UInt8, isFirst: Bool) throws(BodyError) -> Bool {
        skipBlanks()
        if next == close {
            position += 1
            return true
        }
        guard !isFirst else { return false }
        guard next == UInt8(ascii: ",") else { throw malformed }
        position += 1
        return false
    }

    private mutating func literal(
        _ text: StaticString, _ value: JSONValue
    ) throws(BodyError) -> JSONValue {
        let word = Array(text.description.utf8)
        guard bytes[position...].starts(with: word) else { throw malformed }
        position += word.count
        return value
    }

    mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }
}
