/// One question of a form.
///
/// A class, because it holds two dozen texts and is looked at for every submission: copying it must
/// not mean copying them. Equal fields say the same.
public final class Field: Sendable {
    /// The `name` of the form control: `[A-Za-z][A-Za-z0-9_-]{0,63}`, not reserved (see
    /// `ReservedNames`), unique in its form without regard to case.
    public let name: String
    /// The question as people read it.
    public let label: LocalizedText
    /// What kind of answer is expected.
    public let kind: FieldKind
    /// Whether it must be answered.
    public let isRequired: Bool
    /// The fewest Unicode scalars of an answer that is given; 0 or more.
    public let minimumLength: Int
    /// The most Unicode scalars of one answer, after normalisation; 1 to 50,000.
    public let maximumLength: Int
    /// Whether the board shows the answer on the card (`title: true`).
    public let isTitle: Bool
    /// Whether the answer is personal: sealed only. When false it also stands in clear as an index.
    public let isPersonal: Bool
    /// An example inside the empty control.
    public let placeholder: LocalizedText?
    /// A hint below the label.
    public let help: LocalizedText?
    /// The token for the browser's autofill (HTML § 4.10.18.7), such as `email`.
    public let autocomplete: String?
    /// What a hidden field carries when the hosted form sends it.
    public let value: String?

    init(
        name: String, label: LocalizedText, kind: FieldKind, isRequired: Bool,
        minimumLength: Int, maximumLength: Int, isTitle: Bool, isPersonal: Bool,
        placeholder: LocalizedText?, help: LocalizedText?, autocomplete: String?, value: String?
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.isRequired = isRequired
        self.minimumLength = minimumLength
        self.maximumLength = maximumLength
        self.isTitle = isTitle
        self.isPersonal = isPersonal
        self.placeholder = placeholder
        self.help = help
        self.autocomplete = autocomplete
        self.value = value
    }

    /// How many values one answer may have: more than one only for a choice of several, and for files.
    public var maximumValues: Int {
        switch kind {
        case .choice(let choice): choice.isMultiple ? choice.options.count : 1
        case .file(let rule): rule.maximumCount
        default: 1
        }
    }
}

extension Field: Hashable {
    /// Compares all that is said of them.
    public static func == (one: Field, other: Field) -> Bool {
        one === other
            || one.name == other.name && one.label == other.label && one.kind == other.kind
                && one.isRequired == other.isRequired && one.minimumLength == other.minimumLength
                && one.maximumLength == other.maximumLength && one.isTitle == other.isTitle
                && one.isPersonal == other.isPersonal && one.placeholder == other.placeholder
                && one.help == other.help && one.autocomplete == other.autocomplete
                && one.value == other.value
    }

    /// Hashes the name, which is unique in its form.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(name)
    }
}
