import Genkan

/// The cookie that remembers which language somebody chose at the desk: `ja` or `en`, nothing else.
/// ``ClientFacts`` reads it, so that error pages speak it too.
enum LanguageCookie {
    static let name = "__Host-genkan-language"

    /// The `Set-Cookie` value that remembers a language for a year.
    static func remembering(_ language: Language) -> String {
        "\(name)=\(language.rawValue); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"
    }
}
