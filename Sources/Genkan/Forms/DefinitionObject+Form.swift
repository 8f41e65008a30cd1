extension DefinitionObject {
    /// The form of a stored definition. What `FormReader` refuses in a file has no way in here:
    /// definitions are written by `FormDefinition.encode` only.
    mutating func form() throws(FormDefinitionError) -> Form {
        var thanks = try object("thanks")
        let zoneName = try text("zone")
        // A zone that left the IANA database keeps its old forms readable.
        let zone = Zone(named: zoneName) ?? Zone(formerlyNamed: zoneName)
        return Form(
            name: try text("name"), title: try localizedText("title"),
            introduction: try optionalLocalizedText("introduction"),
            submitLabel: try localizedText("submitLabel"),
            fields: try list("fields", Self.field), statuses: try list("statuses", Self.status),
            allowedOrigins: try list("allowedOrigins", Self.origin),
            thanks: Thanks(
                text: try thanks.localizedText("text"),
                redirect: try thanks.optionalText("redirect")),
            captcha: try word("captcha", as: CaptchaChoice.self),
            withoutToken: try word("withoutToken", as: WithoutToken.self),
            answerWithinHours: try optionalInteger("answerWithinHours"), zone: zone)
    }

    private static func field(_ value: JSONValue) throws(FormDefinitionError) -> Field {
        var object = try DefinitionObject(value)
        let choice = try object.optional("choice").map(Self.choice)
        let file = try object.optional("file").map(Self.file)
        guard let kind = FieldKind(named: try object.text("kind"), choice: choice, file: file)
        else { throw FormDefinitionError.malformed }
        return Field(
            name: try object.text("name"), label: try object.localizedText("label"), kind: kind,
            isRequired: try object.flag("required"),
            minimumLength: try object.integer("minimumLength"),
            maximumLength: try object.integer("maximumLength"),
            isTitle: try object.flag("title"), isPersonal: try object.flag("personal"),
            placeholder: try object.optionalLocalizedText("placeholder"),
            help: try object.optionalLocalizedText("help"),
            autocomplete: try object.optionalText("autocomplete"),
            value: try object.optionalText("value"))
    }

    private static func choice(_ value: JSONValue) throws(FormDefinitionError) -> Choice {
        var object = try DefinitionObject(value)
        return Choice(
            options: try object.list("options") { value throws(FormDefinitionError) in
                var option = try DefinitionObject(value)
                return Choice.Option(
                    id: try option.text("id"), label: try option.localizedText("label"))
            }, isMultiple: try object.flag("multiple"))
    }

    private static func file(_ value: JSONValue) throws(FormDefinitionError) -> FileRule {
        var object = try DefinitionObject(value)
        let types = try object.list("types") { value throws(FormDefinitionError) in
            guard case .string(let word) = value, let type = FileType(rawValue: word) else {
                throw FormDefinitionError.malformed
            }
            return type
        }
        return FileRule(
            types: types, maximumCount: try object.integer("maximumCount"),
            maximumBytes: try object.integer("maximumBytes"))
    }

    private static func status(_ value: JSONValue) throws(FormDefinitionError) -> Status {
        var object = try DefinitionObject(value)
        return Status(
            id: try object.text("id"), label: try object.localizedText("label"),
            isFinal: try object.flag("final"))
    }

    private static func origin(_ value: JSONValue) throws(FormDefinitionError) -> Origin {
        guard case .string(let text) = value, let origin = Origin(text) else {
            throw FormDefinitionError.malformed
        }
        return origin
    }
}
