/// A column of the board.
public struct Status: Hashable, Sendable {
    /// What is stored: `[a-z0-9-]{1,32}`; `held` and `spam` are taken.
    public let id: String
    /// What people read.
    public let label: LocalizedText
    /// Whether the work on a submission is over here.
    public let isFinal: Bool

    init(id: String, label: LocalizedText, isFinal: Bool) {
        self.id = id
        self.label = label
        self.isFinal = isFinal
    }

    /// The four of a form that names none: unhandled, in progress, done, shipped.
    public static let standard = [
        Status(id: "unhandled", label: .init(ja: "未対応", en: "Unhandled"), isFinal: false),
        Status(id: "in-progress", label: .init(ja: "対応中", en: "In progress"), isFinal: false),
        Status(id: "done", label: .init(ja: "完了", en: "Done"), isFinal: true),
        Status(id: "shipped", label: .init(ja: "発送済み", en: "Shipped"), isFinal: true),
    ]

    /// An id that no form may use: the Held column's.
    public static let heldID = "held"
    /// Another: what was marked as spam.
    public static let spamID = "spam"
}
