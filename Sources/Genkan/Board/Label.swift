/// A word with a colour that the staff put on cards of one form. It stands in clear in the database: a
/// label says what kind of work a card is, and names nobody.
public struct Label: Hashable, Sendable, Identifiable {
    /// Which it is; its name and tone may change.
    public let id: LabelID
    /// What people read.
    public let name: LabelName
    /// Its colour.
    public let tone: Tone

    /// Takes the parts.
    public init(id: LabelID, name: LabelName, tone: Tone) {
        self.id = id
        self.name = name
        self.tone = tone
    }

    /// The colours there are. The words are stored; how each looks, light and dark, says the style sheet.
    public enum Tone: String, CaseIterable, Sendable {
        case grey
        case red
        case orange
        case yellow
        case green
        case blue
        case purple
        case pink
    }
}

/// Names a label.
public typealias LabelID = ID<Label>

/// The name of a label: one line of 1 to 30 Unicode scalars, normalised, without blanks at its ends,
/// doubled blanks, control or invisible characters.
public struct LabelName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name in Unicode scalars.
    public static let longest = 30

    /// The name as it is shown.
    public let text: String

    /// Normalises and checks a typed name; nil when nothing acceptable is left.
    public init?(_ typed: String) {
        guard let name = StaffName(typed), name.text.unicodeScalars.count <= Self.longest else {
            return nil
        }
        text = name.text
    }

    /// What two names have in common when a form may have only one of them.
    public var key: String { TextDoor.compatible(text).lowercased() }

    /// The name as it is shown.
    public var description: String { text }
}
