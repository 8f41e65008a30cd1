import Genkan
import Hummingbird

/// The cookie that remembers which language somebody chose at the desk: `ja` or `en`, nothing else.
enum LanguageCookie {
    static let name = "__Host-genkan-language"

    /// The language a request carries; nil when none was chosen.
    static func read(_ request: Request) -> Language? {
        request.cookies[name].flatMap { Language(rawValue: $0.value) }
    }

    /// The `Set-Cookie` value that remembers a language for a year.
    static func remembering(_ language: Language) -> String {
        "\(name)=\(language.rawValue); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"
    }
}
