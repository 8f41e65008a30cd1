import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET /desk/join`: where somebody who was invited types the code. It stands in no address, and opening
/// the page uses nothing up.
struct ShowJoin: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) throws -> Response {
        try JoinCodePage(desk: desk, language: context.language).response()
    }
}

/// The page that asks for the code.
struct JoinCodePage {
    let desk: Desk
    let language: Language

    func response(problem: String? = nil, status: HTTPResponse.Status = .ok) throws -> Response {
        let texts = desk.pages.texts(language)
        var values: [String: Any] = [
            "pageTitle": texts[problem == nil ? "desk-join-title" : "desk-join-error-title"],
            "here": "/desk/join", "languages": LanguageSwitch.values(language),
        ]
        values["problem"] = problem
        return try desk.pages.response("desk-join", values, in: language, status: status)
    }
}
