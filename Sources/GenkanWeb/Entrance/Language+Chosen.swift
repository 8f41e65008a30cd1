import Genkan
import Hummingbird

extension Language {
    /// The language of an answer: what the page that was sent is written in, what the address asks
    /// for (`?lang=`), what the browser prefers, in this order.
    static func chosen(
        _ page: String?, _ request: Request, otherwise preferred: Language
    ) -> Language {
        if let language = page.flatMap(Language.init(rawValue:)) { return language }
        let address = request.uri.queryParameters["lang"].map(String.init)
        return address.flatMap(Language.init(rawValue:)) ?? preferred
    }

    /// How the language calls itself.
    var ownName: String {
        switch self {
        case .ja: "日本語"
        case .en: "English"
        }
    }
}

extension [Language] {
    /// The switch between languages for a page; `address` lacks its `lang`.
    func links(to address: String, current: Language) -> [[String: Any]] {
        let separator = address.utf8.contains(UInt8(ascii: "?")) ? "&" : "?"
        return map { language in
            [
                "code": language.rawValue, "label": language.ownName,
                "current": language == current,
                "href": "\(address)\(separator)lang=\(language.rawValue)",
            ]
        }
    }
}
