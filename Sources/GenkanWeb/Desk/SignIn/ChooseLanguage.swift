import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `POST /desk/language`: remembers a language and shows the same page in it. It works before
/// anybody is signed in, so it carries no token; all it can do is change the words.
struct ChooseLanguage: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        guard let language = fields.first("language").flatMap({ Language(rawValue: $0) }) else {
            throw HTTPError(.badRequest)
        }
        // Who is signed in and not locked out finds it in every browser.
        if let live = context.session?.live, !live.isLocked {
            try? await desk.staff.choose(language, for: live.person.id)
        }
        let path = fields.first("return").flatMap { ReturnPath($0) }
        var response = Response.redirect(to: path?.text ?? "/desk", type: .normal)
        response.headers[.setCookie] = LanguageCookie.remembering(language)
        return response
    }
}

/// The buttons of the language switch.
enum LanguageSwitch {
    static func values(_ current: Language) -> [[String: Any]] {
        Language.allCases.map { language in
            [
                "code": language.rawValue, "name": language.ownName,
                "current": language == current,
            ]
        }
    }
}
