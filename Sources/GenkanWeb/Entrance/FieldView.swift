import Genkan

/// One field as the templates read it.
struct FieldView {
    let field: Field
    let form: Form
    let typed: RawSubmission?
    let problem: FieldProblem?
    let language: Language
    let texts: Texts

    /// A choice of so many options or fewer shows them all; a longer one is a list to open.
    static let mostButtons = 7

    /// Whether people see it.
    var isVisible: Bool { field.kind != .hidden }

    /// The id of the control that a problem of the field points to.
    static func target(of name: String, in form: Form) -> String {
        guard let field = form.field(named: name), field.kind != .hidden else { return "form" }
        guard case .choice(let choice) = field.kind,
            choice.isMultiple || choice.options.count <= mostButtons,
            let first = choice.options.first
        else { return id(of: name) }
        return id(of: name, option: first.id)
    }

    /// Names and option ids have no `.` and no `:`, so that no two elements can share an id.
    private static func id(of name: String, option: String? = nil) -> String {
        "f-\(name)" + (option.map { ":\($0)" } ?? "")
    }

    /// What `entrance-field` reads.
    var values: [String: Any] {
        var values: [String: Any] = [
            "id": id, "name": field.name, "label": field.label[language],
            "required": field.isRequired, "value": value, layout: true,
        ]
        values["help"] = help
        values["placeholder"] = field.placeholder?[language]
        values["problem"] = problem?.text(in: language, form: form)
        values["describedBy"] = describedBy
        values["autocomplete"] = field.autocomplete ?? field.kind.standardAutocomplete
        values.merge(control) { value, _ in value }
        return values
    }

    private var id: String { Self.id(of: field.name) }

    /// A hidden field that the form refuses gets its own value back: nobody could put it right.
    private var value: String {
        let keeps = isVisible || problem == nil
        let shown = keeps ? typed.flatMap { field.text(typed: $0.values(field.name)) } : nil
        return shown ?? field.value ?? ""
    }

    private var help: String? {
        let limit =
            field.kind == .longText
            ? texts("entrance-limit", ["count": String(field.maximumLength)]) : nil
        let lines = ([field.help?[language], limit] + fileHelp).compactMap { $0 }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// What may be chosen; and that it has to be chosen again, on a page that came back: no browser lets a
    /// page say which file.
    private var fileHelp: [String?] {
        guard let rule = field.kind.file else { return [] }
        let types = rule.types.map { $0.extensions[0].uppercased() }
        let parameters = [
            "types": types.joined(separator: texts["entrance-files-separator"]),
            "size": FileSize(rule.maximumBytes).text, "count": String(rule.maximumCount),
        ]
        let key = rule.maximumCount == 1 ? "entrance-files-one" : "entrance-files-several"
        return [texts(key, parameters), typed == nil ? nil : texts["entrance-files-again"]]
    }

    private var describedBy: String? {
        let ids = [help.map { _ in "\(id).help" }, problem.map { _ in "\(id).problem" }]
        let present = ids.compactMap { $0 }
        return present.isEmpty ? nil : present.joined(separator: " ")
    }

    /// The part of the template that shows the field.
    private var layout: String {
        switch field.kind {
        case .longText: "text"
        case .file: "upload"
        case .consent: "consent"
        case .choice(let choice):
            choice.isMultiple || choice.options.count <= Self.mostButtons ? "group" : "list"
        default: "line"
        }
    }

    private var control: [String: Any] {
        switch field.kind {
        case .text, .hidden, .longText: ["type": "text"]
        case .personName, .kana: ["type": "text", "width": "entrance-middle"]
        case .email: ["type": "email", "inputMode": "email", "plain": true]
        case .phone: ["type": "tel", "inputMode": "tel", "width": "entrance-short"]
        case .postalCode: ["type": "text", "inputMode": "numeric", "width": "entrance-short"]
        case .consent:
            [
                "accepted": Answer.consentGiven,
                "chosen": typed.map { field.isTicked(by: $0.values(field.name)) } ?? false,
            ]
        case .file(let rule): upload(rule)
        case .choice(let choice):
            [
                "type": choice.isMultiple ? "checkbox" : "radio",
                "options": choice.options.map(option),
            ]
        }
    }

    private func upload(_ rule: FileRule) -> [String: Any] {
        func text(_ fault: FileFault) -> String {
            FieldProblem(field: field.name, code: .file(fault)).text(in: language, form: form)
        }
        return [
            "accept": rule.accept, "several": rule.maximumCount > 1,
            "mostBytes": rule.maximumBytes, "mostFiles": rule.maximumCount,
            "tooLarge": text(.tooLarge(limit: rule.maximumBytes)),
            "tooMany": text(.tooMany(limit: rule.maximumCount)),
        ]
    }

    private func option(_ option: Choice.Option) -> [String: Any] {
        [
            "id": Self.id(of: field.name, option: option.id), "value": option.id,
            "label": option.label[language],
            "chosen": typed?.values(field.name).contains(option.id) ?? false,
        ]
    }
}
