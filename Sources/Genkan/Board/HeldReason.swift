/// Why a submission waits in the Held column.
public enum HeldReason: String, CaseIterable, Sendable {
    /// It came without a CAPTCHA token.
    case withoutToken = "without-token"
    /// The field that people cannot see was filled in.
    case honeypot
    /// The CAPTCHA provider could not be asked.
    case unverified
    /// The CAPTCHA provider thinks that a program may have sent it.
    case doubtful
    /// It was sent sooner after its page was shown than a person can.
    case hasty
    /// It has more links than people send, or links where none belong.
    case links
    /// The same long text came several times of late, or the same words stand in several fields.
    case repetition
    /// The virus scanner found something in a file.
    case infected
    /// The virus scanner could not look at a file.
    case unscanned

    /// The reason as the staff reads it.
    public var label: LocalizedText {
        switch self {
        case .withoutToken:
            LocalizedText(ja: "スパム対策の確認なしで届きました", en: "Arrived without the spam check")
        case .honeypot:
            LocalizedText(ja: "見えない欄に入力がありました", en: "A hidden field was filled in")
        case .unverified:
            LocalizedText(ja: "スパム対策の確認ができませんでした", en: "The spam check could not be done")
        case .doubtful:
            LocalizedText(ja: "スパム対策の確認で疑わしいとされました", en: "The spam check has doubts")
        case .hasty:
            LocalizedText(ja: "開いてすぐに送信されました", en: "Sent at once after the page was opened")
        case .links:
            LocalizedText(ja: "リンクが多く含まれています", en: "Contains many links")
        case .repetition:
            LocalizedText(ja: "同じ文面が繰り返し届いています", en: "The same text came several times")
        case .infected:
            LocalizedText(ja: "ファイルからウイルスが検出されました", en: "A file may carry a virus")
        case .unscanned:
            LocalizedText(
                ja: "ファイルのウイルス検査ができませんでした", en: "A file could not be checked for viruses")
        }
    }
}
