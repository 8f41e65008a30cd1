/// An `application/json` body: one object whose keys are the names of form controls.
///
/// A value is a string, a boolean (`true` becomes `true`, `false` nothing) for a consent, null
/// (nothing), or an array of strings for a choice of several. Numbers are refused: a telephone
/// number written as one has already lost its zero. So are booleans where a text is asked for: no
/// name is `true`. The text is strict RFC 8259 in UTF-8 without BOM; duplicate keys, lone
/// surrogates and deeper nesting are refused.
public enum JSONBody {
    /// Reads the object into pairs in the order of its members.
    ///
    /// - Parameter texts: the names under which a boolean is refused.
    public static func decode(
        _ bytes: [UInt8], limits: BodyLimits = .standard, texts names: Set<String> = []
    ) throws(BodyError) -> RawSubmission {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw BodyError(.notUTF8) }
        guard case .object(let members) = try JSONParser.parse(bytes, depth: 2) else {
            throw BodyError(.wrongType)
        }
        var pairs: [(name: String, value: String)] = []
        for member in members {
            guard member.key.utf8.count <= limits.nameBytes else { throw BodyError(.nameTooLong) }
            if case .bool = member.value, names.contains(member.key) {
                throw BodyError(.wrongType)
            }
            for value in try texts(member.value) {
                guard value.utf8.count <= limits.valueBytes else {
                    throw BodyError(.valueTooLong)
                }
                guard pairs.count < limits.pairs else { throw BodyError(.tooManyPairs) }
                pairs.append((member.key, value))
            }
        }
        return RawSubmission(pairs)
    }

    private static func texts(_ value: JSONValue) throws(BodyError) -> [String] {
        switch value {
        case .string(let text): return [text]
        case .bool(let flag): return flag ? ["true"] : []
        case .null: return []
        case .number, .object: throw BodyError(.wrongType)
        case .array(let elements):
            var texts: [String] = []
            for element in elements {
                guard case .string(let text) = element else { throw BodyError(.wrongType) }
                texts.append(text)
            }
            return texts
        }
    }
}
