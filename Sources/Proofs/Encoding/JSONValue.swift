/// As much of JSON (RFC 8259) as a proof consists of, and not a byte more.
///
/// Objects, strings and numbers, at most four levels deep. A name stands once in its object.
/// Strings are printable ASCII in which only `\/` may be escaped. Numbers have no exponent; one
/// with a fraction is known to be a number and nothing else. What JSON allows beyond that (arrays,
/// literals, other escapes) is refused: two parsers cannot disagree about what nobody accepts.
enum JSONValue: Equatable {
    case object(JSONObject)
    case string(String)
    case integer(Int64)
    case fraction

    /// The value that fills `text` completely, white space aside; nil otherwise.
    init?(_ text: [UInt8]) {
        var reader = JSONReader(text)
        guard let value = reader.value(depth: 4) else { return nil }
        reader.skipSpace()
        guard reader.isAtEnd else { return nil }
        self = value
    }
}

/// The members of one object in their order. A proof has ten at most, and looking through ten costs
/// less than hashing one name.
struct JSONObject: Equatable, ExpressibleByDictionaryLiteral {
    private var members: [(name: String, value: JSONValue)] = []

    init(dictionaryLiteral elements: (String, JSONValue)...) {
        members = elements.map { (name: $0.0, value: $0.1) }
    }

    var count: Int { members.count }

    subscript(name: String) -> JSONValue? { members.first { $0.name == name }?.value }

    /// False when the object has a member of that name already.
    mutating func add(_ name: String, _ value: JSONValue) -> Bool {
        guard self[name] == nil else { return false }
        members.append((name: name, value: value))
        return true
    }

    static func == (one: JSONObject, other: JSONObject) -> Bool {
        one.count == other.count && one.members.allSatisfy { other[$0.name] == $0.value }
    }

    func object(_ name: String) -> JSONObject? {
        guard case .object(let value)? = self[name] else { return nil }
        return value
    }

    func string(_ name: String) -> String? {
        guard case .string(let value)? = self[name] else { return nil }
        return value
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) -> Int64? {
        guard case .integer(let value)? = self[name], range.contains(value) else { return nil }
        return value
    }

    /// `count` bytes in lower-case hexadecimal.
    func hex(_ name: String, count: Int) -> [UInt8]? {
        guard let text = string(name) else { return nil }
        return Hex.bytes(text, count: count)
    }
}
