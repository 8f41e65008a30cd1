/// What kind of answer a field expects; each has its own validation (see `Validation/`).
public enum FieldKind: Hashable, Sendable {
    /// One line.
    case text
    /// Several lines.
    case longText
    /// A person's name, one line.
    case personName
    /// The reading of a name in katakana.
    case kana
    /// One e-mail address.
    case email
    /// A telephone number, Japanese or international.
    case phone
    /// A Japanese postal code.
    case postalCode
    /// One or several of a list of options.
    case choice(Choice)
    /// A box that has to be ticked, when required.
    case consent
    /// What the page sends without asking.
    case hidden
    /// One or several files.
    case file(FileRule)

    /// The word for the kind in a form's file and in stored definitions.
    public var name: String {
        switch self {
        case .text: "text"
        case .longText: "long-text"
        case .personName: "person-name"
        case .kana: "kana"
        case .email: "email"
        case .phone: "phone"
        case .postalCode: "postal-code"
        case .choice: "choice"
        case .consent: "consent"
        case .hidden: "hidden"
        case .file: "file"
        }
    }

    /// Every word for a kind, in the order of the documentation.
    public static let names = [
        "text", "long-text", "person-name", "kana", "email", "phone", "postal-code", "choice",
        "consent", "hidden", "file",
    ]

    /// The kind of that word; `choice` needs its options, `file` what it takes.
    init?(named name: String, choice: Choice? = nil, file: FileRule? = nil) {
        switch name {
        case "text": self = .text
        case "long-text": self = .longText
        case "person-name": self = .personName
        case "kana": self = .kana
        case "email": self = .email
        case "phone": self = .phone
        case "postal-code": self = .postalCode
        case "choice":
            guard let choice else { return nil }
            self = .choice(choice)
        case "consent": self = .consent
        case "hidden": self = .hidden
        case "file":
            guard let file else { return nil }
            self = .file(file)
        default: return nil
        }
    }

    /// The most Unicode scalars of an answer unless the form says otherwise.
    public var standardMaximumLength: Int {
        switch self {
        case .text, .personName, .kana: 200
        case .longText: 5_000
        case .email: 254
        case .phone: 40
        case .postalCode: 20
        case .choice, .consent: 64
        case .hidden: 500
        case .file: FileName.longest
        }
    }

    /// The browser's autofill token unless the form says otherwise.
    public var standardAutocomplete: String? {
        switch self {
        case .personName: "name"
        case .email: "email"
        case .phone: "tel"
        case .postalCode: "postal-code"
        default: nil
        }
    }

    /// Whether the form may set the lengths of an answer.
    var hasLength: Bool {
        switch self {
        case .text, .longText, .personName, .kana, .hidden: true
        default: false
        }
    }

    /// What a field that asks for files takes; nil for every other.
    public var file: FileRule? {
        guard case .file(let rule) = self else { return nil }
        return rule
    }
}
