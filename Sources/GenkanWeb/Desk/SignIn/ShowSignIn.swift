import Genkan
import HTTPTypes
import Hummingbird

/// `GET /desk/sign-in`: the form; somebody who is signed in goes on to the desk.
struct ShowSignIn: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) throws -> Response {
        let query = request.uri.queryParameters
        let path = query["return"].flatMap { ReturnPath(String($0)) }
        guard context.session == nil else {
            return .redirect(to: path?.text ?? "/desk", type: .normal)
        }
        let notice =
            query["over"] != nil
            ? "desk-sign-in-expired"
            : query["ended"] != nil ? "desk-sign-in-ended" : nil
        return try SignInPage(desk: desk, language: context.language, returnTo: path)
            .response(notice: notice)
    }
}

/// The page of the sign-in, empty or after a refusal.
struct SignInPage {
    let desk: Desk
    let language: Language
    let returnTo: ReturnPath?

    func response(
        notice: String? = nil, problem: String? = nil, name: String = "",
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let texts = desk.pages.texts(language)
        var values: [String: Any] = [
            "pageTitle": texts[problem == nil ? "desk-sign-in-title" : "desk-sign-in-error-title"],
            "here": "/desk/sign-in",
            "languages": LanguageSwitch.values(language),
        ]
        values["returnTo"] = returnTo?.text
        values["notice"] = notice.map { texts[$0] }
        values["problem"] = problem
        values["name"] = name.isEmpty ? nil : name
        return try desk.pages.response("desk-sign-in", values, in: language, status: status)
    }
}
