/// How an inquiry came in. The words are stored.
public enum Source: String, CaseIterable, Sendable {
    /// By the form on the web.
    case web
    /// By telephone, written down by somebody of the staff.
    case phone
    /// On paper, by fax.
    case fax
    /// On paper, by post.
    case letter
    /// By an e-mail to somebody.
    case mail
    /// In person.
    case visit

    /// As people read it.
    public var label: LocalizedText {
        switch self {
        case .web: LocalizedText(ja: "フォーム", en: "Form")
        case .phone: LocalizedText(ja: "電話", en: "Phone")
        case .fax: LocalizedText(ja: "FAX", en: "Fax")
        case .letter: LocalizedText(ja: "郵便", en: "Letter")
        case .mail: LocalizedText(ja: "メール", en: "E-mail")
        case .visit: LocalizedText(ja: "来訪", en: "Visit")
        }
    }

    /// What somebody of the staff may say of a card that they add by hand.
    public static let byHand: [Source] = [.phone, .fax, .letter, .mail, .visit]
}
