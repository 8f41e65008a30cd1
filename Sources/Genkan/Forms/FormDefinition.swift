/// The bytes of a form's definition, stored with every version so that old answers can be shown
/// after the file changed or went.
///
/// JSON with `"genkan": 1`, keys sorted, nothing left to choice: equal definitions have equal
/// bytes, and a form has a new version exactly when its bytes differ. Version 1 is read for ever;
/// unknown or missing members are refused.
public enum FormDefinition {
    /// The canonical bytes of a form.
    public static func encode(_ form: Form) -> [UInt8] {
        JSONValue.members([
            "genkan": .number("1"), "name": .string(form.name), "title": form.title.json,
            "introduction": form.introduction?.json, "submitLabel": form.submitLabel.json,
            "fields": .array(form.fields.map(\.json)),
            "statuses": .array(form.statuses.map(\.json)),
            "allowedOrigins": .array(form.allowedOrigins.map { .string($0.description) }),
            "thanks": .members([
                "text": form.thanks.text.json, "redirect": form.thanks.redirect.map { .string($0) },
            ]),
            "captcha": .string(form.captcha.rawValue),
            "withoutToken": .string(form.withoutToken.rawValue),
            "answerWithinHours": form.answerWithinHours.map { .number("\($0)") },
            "zone": .string(form.zone.name),
        ]).canonicalBytes
    }

    /// Reads stored bytes; throws for anything that `encode` would not have written.
    public static func decode(_ bytes: [UInt8]) throws(FormDefinitionError) -> Form {
        guard let value = try? JSONParser.parse(bytes, depth: 8) else {
            throw FormDefinitionError.malformed
        }
        var object = try DefinitionObject(value)
        guard try object.integer("genkan") == 1 else { throw FormDefinitionError.unknownVersion }
        let form = try object.form()
        guard encode(form) == bytes else { throw FormDefinitionError.malformed }
        return form
    }
}

/// Why bytes are not a form's definition.
public enum FormDefinitionError: Error, Hashable, Sendable {
    /// A version that this program does not know.
    case unknownVersion
    /// Not the canonical bytes of a definition.
    case malformed
}

extension Form {
    /// The canonical bytes of this version (see `FormDefinition`).
    public var definition: [UInt8] { FormDefinition.encode(self) }
}

extension LocalizedText {
    fileprivate var json: JSONValue { .members(["ja": .string(ja), "en": .string(en)]) }
}

extension Status {
    fileprivate var json: JSONValue {
        .members(["id": .string(id), "label": label.json, "final": .bool(isFinal)])
    }
}

extension Field {
    fileprivate var json: JSONValue {
        .members([
            "name": .string(name), "label": label.json, "kind": .string(kind.name),
            "choice": kind.choice?.json, "file": kind.file?.json, "required": .bool(isRequired),
            "minimumLength": .number("\(minimumLength)"),
            "maximumLength": .number("\(maximumLength)"), "title": .bool(isTitle),
            "personal": .bool(isPersonal), "placeholder": placeholder?.json, "help": help?.json,
            "autocomplete": autocomplete.map { .string($0) }, "value": value.map { .string($0) },
        ])
    }
}

extension FieldKind {
    fileprivate var choice: Choice? {
        guard case .choice(let choice) = self else { return nil }
        return choice
    }
}

extension FileRule {
    fileprivate var json: JSONValue {
        .members([
            "types": .array(types.map { .string($0.rawValue) }),
            "maximumCount": .number("\(maximumCount)"),
            "maximumBytes": .number("\(maximumBytes)"),
        ])
    }
}

extension Choice {
    fileprivate var json: JSONValue {
        let options = options.map {
            JSONValue.members(["id": .string($0.id), "label": $0.label.json])
        }
        return .members(["options": .array(options), "multiple": .bool(isMultiple)])
    }
}
