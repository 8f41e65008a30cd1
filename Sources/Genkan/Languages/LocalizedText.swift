/// A text in every language that Genkan speaks.
public struct LocalizedText: Hashable, Sendable, Codable {
    /// The Japanese text.
    public let ja: String
    /// The English text.
    public let en: String

    /// Takes the text in both languages.
    public init(ja: String, en: String) {
        self.ja = ja
        self.en = en
    }

    /// The text in one language.
    public subscript(language: Language) -> String {
        switch language {
        case .ja: ja
        case .en: en
        }
    }
}
