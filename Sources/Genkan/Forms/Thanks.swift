/// What the visitor sees after sending.
public struct Thanks: Hashable, Sendable {
    /// The text of Genkan's own thank-you page, above the receipt code.
    public let text: LocalizedText
    /// A page of the organisation's website to go to instead: an `https` address.
    public let redirect: String?

    init(text: LocalizedText, redirect: String?) {
        self.text = text
        self.redirect = redirect
    }

    /// The text of a form that names none.
    public static let standardText = LocalizedText(
        ja: "お問い合わせを受け付けました。担当者が確認します。",
        en: "We have received your message. Our staff will read it.")
}
