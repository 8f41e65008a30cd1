/// A column of the board.
public struct Column: Hashable, Sendable, Identifiable {
    /// What stands in the column.
    public enum Kind: Hashable, Sendable {
        /// What a person has to decide upon.
        case held
        /// The submissions of a status of the form.
        case status(Status)
        /// The submissions of a status that the form had once and has no longer.
        case former(id: String)
    }

    /// What stands in the column.
    public let kind: Kind

    /// Takes what stands in it.
    public init(kind: Kind) { self.kind = kind }

    /// The columns of a form in order: Held, the statuses, and former statuses that still have
    /// submissions.
    public static func all(of form: Form, occupied: some Sequence<String> = []) -> [Column] {
        let known = Set(form.statuses.map(\.id) + [Status.heldID, Status.spamID])
        let former = Set(occupied).subtracting(known).sorted()
        return [Column(kind: .held)] + form.statuses.map { Column(kind: .status($0)) }
            + former.map { Column(kind: .former(id: $0)) }
    }

    /// The id of the status, or `held`.
    public var id: String {
        switch kind {
        case .held: Status.heldID
        case .status(let status): status.id
        case .former(let id): id
        }
    }

    /// The heading as people read it.
    public var label: LocalizedText {
        switch kind {
        case .held: LocalizedText(ja: "要確認", en: "Held")
        case .status(let status): status.label
        case .former(let id): LocalizedText(ja: id, en: id)
        }
    }

    /// Whether the work on its submissions is over.
    public var isFinal: Bool {
        guard case .status(let status) = kind else { return false }
        return status.isFinal
    }
}
