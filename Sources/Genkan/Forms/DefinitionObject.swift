/// A JSON object that gives up its members one by one; what is missing or of the wrong type
/// throws.
struct DefinitionObject {
    private var members: [String: JSONValue]

    init(_ value: JSONValue) throws(FormDefinitionError) {
        guard case .object(let members) = value else { throw FormDefinitionError.malformed }
        self.members = Dictionary(
            members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func optional(_ key: String) -> JSONValue? {
        members.removeValue(forKey: key)
    }

    mutating func value(_ key: String) throws(FormDefinitionError) -> JSONValue {
        guard let value = optional(key) else { throw FormDefinitionError.malformed }
        return value
    }

    mutating func object(_ key: String) throws(FormDefinitionError) -> DefinitionObject {
        try DefinitionObject(value(key))
    }

    mutating func text(_ key: String) throws(FormDefinitionError) -> String {
        guard case .string(let text) = try value(key) else { throw FormDefinitionError.malformed }
        return text
    }

    mutating func optionalText(_ key: String) throws(FormDefinitionError) -> String? {
        members[key] == nil ? nil : try text(key)
    }

    mutating func flag(_ key: String) throws(FormDefinitionError) -> Bool {
        guard case .bool(let flag) = try value(key) else { throw FormDefinitionError.malformed }
        return flag
    }

    mutating func integer(_ key: String) throws(FormDefinitionError) -> Int {
        guard case .number(let text) = try value(key), let number = Int(text) else {
            throw FormDefinitionError.malformed
        }
        return number
    }

    mutating func optionalInteger(_ key: String) throws(FormDefinitionError) -> Int? {
        members[key] == nil ? nil : try integer(key)
    }

    mutating func word<Word: RawRepresentable<String>>(
        _ key: String, as: Word.Type
    ) throws(FormDefinitionError) -> Word {
        guard let word = Word(rawValue: try text(key)) else { throw FormDefinitionError.malformed }
        return word
    }

    mutating func localizedText(_ key: String) throws(FormDefinitionError) -> LocalizedText {
        var object = try object(key)
        return LocalizedText(ja: try object.text("ja"), en: try object.text("en"))
    }

    mutating func optionalLocalizedText(
        _ key: String
    ) throws(FormDefinitionError) -> LocalizedText? {
        members[key] == nil ? nil : try localizedText(key)
    }

    mutating func list<Element>(
        _ key: String, _ read: (JSONValue) throws(FormDefinitionError) -> Element
    ) throws(FormDefinitionError) -> [Element] {
        guard case .array(let values) = try value(key) else {
            throw FormDefinitionError.malformed
        }
        var list: [Element] = []
        for value in values { list.append(try read(value)) }
        return list
    }
}
