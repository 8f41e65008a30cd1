/// What somebody may do at the desk. Every route of the desk names one, the menus ask for the same, and
/// the table of the documentation is made from here.
///
/// A right opens nothing by itself: the answers of a form open only with a key that was granted, and
/// every right counts on granted forms alone.
public enum Right: String, CaseIterable, Sendable {
    /// One's own session: the list of forms that were granted, signing out.
    case enter
    /// See a board and open a card.
    case read
    /// Take, assign and move a card, and be given one.
    case work
    /// Delete what is held or marked as spam.
    case delete
    /// Take all answers of a form along.
    case export
    /// See who can open a form, give its key to somebody, and take it back.
    case grant
    /// See in the audit trail who did what.
    case audit
    /// Add, change and remove people.
    case people

    /// Who has it.
    public var roles: Set<Role> {
        switch self {
        case .enter, .read: [.administrator, .manager, .staff, .viewer]
        case .work: [.administrator, .manager, .staff]
        case .delete, .export, .grant, .audit: [.administrator, .manager]
        case .people: [.administrator]
        }
    }

    /// What it allows, in the words of the documentation.
    public var meaning: String {
        switch self {
        case .enter: "enter: see which forms were granted, sign out"
        case .read: "read: see a board, open a card"
        case .work: "work: take, assign and move a card, and be given one"
        case .delete: "delete: delete what is held or marked as spam, for good"
        case .export: "export: take all answers of a form along"
        case .grant: "grant: see who can open a form, grant it and revoke that"
        case .audit: "audit: see in the audit trail who did what"
        case .people:
            "people: add, change and remove people, and say from where the desk is reached"
        }
    }

    /// Rights by roles as a Markdown table, as the documentation has it.
    public static var table: String {
        let roles = Role.allCases
        let head = "| right | " + roles.map(\.rawValue).joined(separator: " | ") + " |"
        let rule = "|---|" + roles.map { _ in "---" }.joined(separator: "|") + "|"
        let rows = allCases.map { right in
            "| \(right.meaning) | "
                + roles.map { $0.may(right) ? "yes" : "–" }.joined(separator: " | ") + " |"
        }
        return ([head, rule] + rows).joined(separator: "\n")
    }
}

extension Role {
    /// Whether people of this role have the right.
    public func may(_ right: Right) -> Bool { right.roles.contains(self) }

    /// Whether it has a right that another has not.
    public func rises(above other: Role) -> Bool {
        Right.allCases.contains { may($0) && !other.may($0) }
    }
}
