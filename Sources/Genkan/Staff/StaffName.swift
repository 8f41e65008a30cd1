/// The name of a person of the staff: one line of 1 to 64 Unicode scalars and at most 200 bytes of
/// UTF-8 (what a roster holds), normalised, without blanks at its ends, doubled blanks, control or
/// invisible characters.
public struct StaffName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name in bytes of UTF-8.
    public static let longest = 200

    /// The name as it is shown.
    public let text: String

    /// Normalises and checks a typed name; nil when nothing acceptable is left.
    public init?(_ typed: String) {
        let text = TextDoor.normalised(typed).trimmingBlanks()
        let scalars = text.unicodeScalars
        let isSpread = zip(scalars, scalars.dropFirst()).contains { $0.isBlank && $1.isBlank }
        guard (1...64).contains(scalars.count), text.utf8.count <= Self.longest, !isSpread,
            !scalars.contains(where: { $0.isControl || $0.isInvisible || $0 == "\n" })
        else { return nil }
        self.text = text
    }

    /// What two names have in common when they count as the same at sign-in and in the roster:
    /// the name in lower case and compatibility form (`ＡＮＮＡ` and `anna` are one).
    public var key: String { Self.key(of: text) }

    /// The same of a text in which names stand.
    static func key(of text: String) -> String { TextDoor.compatible(text).lowercased() }

    /// The name as it is shown.
    public var description: String { text }
}
