import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET /desk/sign-in`: the form; somebody who is signed in goes on to the desk.
struct ShowSignIn: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) throws -> Response {
        let query = request.uri.queryParameters
        let path = query["return"].flatMap { ReturnPath(String($0)) }
        guard context.session == nil else {
            return .redirect(to: path?.page ?? "/desk", type: .normal)
        }
        return try SignInPage(desk: desk, language: context.language, returnTo: path)
            .response(notices: notices(request), problem: problem(request, context.language))
    }

    /// What went wrong with the sign-in that led back here.
    private func problem(_ request: Request, _ language: Language) -> String? {
        guard let again = request.uri.queryParameters["again"].map({ String($0) }),
            ["late", "refused"].contains(again)
        else { return nil }
        return desk.pages.texts(language)["desk-sign-in-\(again)"]
    }

    /// The keys of what is to be said first: why somebody has to sign in again, and whether a change was
    /// lost over it. The address names them, the words are ours.
    private func notices(_ request: Request) -> [String] {
        let query = request.uri.queryParameters
        if query["ended"] != nil { return ["desk-sign-in-ended"] }
        if query["again"] == "recovered" { return ["desk-sign-in-recovered"] }
        let over = query["over"].flatMap { SessionEnd(rawValue: String($0)) }
        let why = over.map { ["desk-sign-in-over-\($0.rawValue)"] } ?? []
        return why + (query["unsaved"] == nil ? [] : ["desk-sign-in-unsaved"])
    }
}

/// The page of the sign-in, empty or after a refusal.
struct SignInPage {
    let desk: Desk
    let language: Language
    let returnTo: ReturnPath?

    func response(
        notices: [String] = [], problem: String? = nil, name: String = "",
        isProofAsked: Bool = false, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let texts = desk.pages.texts(language)
        var values: [String: Any] = [
            "pageTitle": texts[problem == nil ? "desk-sign-in-title" : "desk-sign-in-error-title"],
            "here": "/desk/sign-in",
            "languages": LanguageSwitch.values(language),
        ]
        values["returnTo"] = returnTo?.text
        values["notices"] = notices.map { texts[$0] }
        values["hasNotices"] = !notices.isEmpty
        values["problem"] = problem
        values["name"] = name.isEmpty ? nil : name
        values["passkeyPath"] = "/desk/sign-in/passkey"
        let asksProof = isProofAsked || desk.signInGuard.isCrowded
        values["proof"] = asksProof
        var allowances = asksProof ? PageAllowances.captcha : PageAllowances()
        allowances.passkeys = .use
        return try desk.pages.response(
            "desk-sign-in", values, in: language, status: status, policy: .page(allowances))
    }
}
