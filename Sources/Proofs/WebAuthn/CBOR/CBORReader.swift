/// Reads what ``CBORValue`` describes, item by item, never beyond the end.
///
/// Lengths are definite, integers as short as they go, keys are integers or texts in canonical
/// order (the order of their encoded bytes, which makes them unique), and nothing nests deeper than
/// four arrays or maps. Two readers cannot disagree about what has one spelling.
struct CBORReader {
    /// The longest input in bytes.
    static let longest = 65_536
    /// How many arrays and maps may stand inside each other.
    static let depth = 4

    private let input: [UInt8]
    /// Where the next item begins.
    private(set) var position: Int

    /// Nil when the input is longer than 64 KiB or `position` lies outside it.
    init?(_ input: [UInt8], at position: Int = 0) {
        guard input.count <= Self.longest, (0...input.count).contains(position) else { return nil }
        self.input = input
        self.position = position
    }

    var isAtEnd: Bool { position == input.count }

    /// The next item; what follows it is left for the next call.
    mutating func value(depth: Int = depth) -> CBORValue? {
        guard let (major, argument) = head() else { return nil }
        switch major {
        case 0: return .unsigned(argument)
        case 1: return .negative(argument)
        case 2: return take(argument).map { .bytes(Array($0)) }
        case 3: return text(argument)
        case 4: return depth > 0 ? array(argument, depth: depth - 1) : nil
        case 5: return depth > 0 ? map(argument, depth: depth - 1) : nil
        case 7: return simple(argument)
        default: return nil
        }
    }

    /// The major type and the argument of the next item. 28 to 30 are reserved, 31 would begin an
    /// indefinite length.
    private mutating func head() -> (major: UInt8, argument: UInt64)? {
        guard let initial = take(1)?.first else { return nil }
        let (major, information) = (initial >> 5, initial & 31)
        guard information >= 24 else { return (major, UInt64(information)) }
        guard information <= 27, let bytes = take(1 << UInt64(information - 24)) else {
            return nil
        }
        let argument = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let smallest: UInt64 =
            switch bytes.count {
            case 1: 24
            case 2: 1 << 8
            case 4: 1 << 16
            default: 1 << 32
            }
        return argument >= smallest ? (major, argument) : nil
    }

    private mutating func take(_ count: UInt64) -> ArraySlice<UInt8>? {
        guard count <= UInt64(input.count - position) else { return nil }
        defer { position += Int(count) }
        return input[position..<position + Int(count)]
    }

    private mutating func text(_ count: UInt64) -> CBORValue? {
        guard let bytes = take(count), String(validating: bytes, as: UTF8.self) != nil else {
            return nil
        }
        return .text(Array(bytes))
    }

    private mutating func array(_ count: UInt64, depth: Int) -> CBORValue? {
        guard count <= UInt64(input.count - position) else { return nil }
        var items: [CBORValue] = []
        for _ in 0..<count {
            guard let item = value(depth: depth) else { return nil }
            items.append(item)
        }
        return .array(items)
    }

    private mutating func map(_ count: UInt64, depth: Int) -> CBORValue? {
        guard count <= UInt64(input.count - position) / 2 else { return nil }
        var entries: [CBORMap.Entry] = []
        var previous: ArraySlice<UInt8> = []
        for _ in 0..<count {
            let start = position
            guard let key = value(depth: 0), Self.isKey(key) else { return nil }
            let encoded = input[start..<position]
            guard previous.lexicographicallyPrecedes(encoded), let value = value(depth: depth)
            else { return nil }
            entries.append(CBORMap.Entry(key: key, value: value))
            previous = encoded
        }
        return .map(CBORMap(entries: entries))
    }

    private static func isKey(_ value: CBORValue) -> Bool {
        switch value {
        case .unsigned, .negative, .text: true
        default: false
        }
    }

    private func simple(_ argument: UInt64) -> CBORValue? {
        switch argument {
        case 20: .boolean(false)
        case 21: .boolean(true)
        case 22: .null
        default: nil
        }
    }
}
