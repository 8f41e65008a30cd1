/// As much of CBOR (RFC 8949) as an authenticator writes, in the one encoding that CTAP 2.1 § 8
/// calls canonical. Floating point, tags, `undefined` and other simple values are refused.
enum CBORValue: Equatable, Sendable {
    case unsigned(UInt64)
    /// The number −1 − n.
    case negative(UInt64)
    case bytes([UInt8])
    /// Valid UTF-8, kept as bytes: texts that merely look alike are not equal.
    case text([UInt8])
    case array([CBORValue])
    case map(CBORMap)
    case boolean(Bool)
    case null

    /// The value that fills `bytes` completely; nil otherwise.
    init?(_ bytes: [UInt8]) {
        guard var reader = CBORReader(bytes), let value = reader.value(), reader.isAtEnd else {
            return nil
        }
        self = value
    }

    static func integer(_ value: Int) -> CBORValue {
        value < 0 ? .negative(UInt64(~value)) : .unsigned(UInt64(value))
    }

    static func text(_ text: String) -> CBORValue { .text(Array(text.utf8)) }
}

/// The entries of one map in their order. Every key stands once.
struct CBORMap: Equatable, Sendable {
    let entries: [Entry]

    struct Entry: Equatable, Sendable {
        let key: CBORValue
        let value: CBORValue
    }

    var count: Int { entries.count }

    subscript(key: CBORValue) -> CBORValue? { entries.first { $0.key == key }?.value }

    func bytes(_ key: CBORValue) -> [UInt8]? {
        guard case .bytes(let bytes)? = self[key] else { return nil }
        return bytes
    }

    func text(_ key: CBORValue) -> [UInt8]? {
        guard case .text(let text)? = self[key] else { return nil }
        return text
    }

    /// Whether every key is a text, as in the extensions of an authenticator.
    var isKeyedByText: Bool {
        entries.allSatisfy { entry in
            guard case .text = entry.key else { return false }
            return true
        }
    }
}
