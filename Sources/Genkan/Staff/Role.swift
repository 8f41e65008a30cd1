/// What a person of the staff is; what that allows says ``Right``.
public enum Role: String, CaseIterable, Sendable {
    /// Everything, and adding and removing people.
    case administrator
    /// Leads the work: everything on the forms that were granted, exports included.
    case manager
    /// Works the boards of the forms that were granted.
    case staff
    /// Reads the boards and cards of the forms that were granted.
    case viewer

    /// The role as people read it.
    public var label: LocalizedText {
        switch self {
        case .administrator: LocalizedText(ja: "管理者", en: "Administrator")
        case .manager: LocalizedText(ja: "責任者", en: "Manager")
        case .staff: LocalizedText(ja: "担当者", en: "Staff")
        case .viewer: LocalizedText(ja: "閲覧者", en: "Viewer")
        }
    }
}
