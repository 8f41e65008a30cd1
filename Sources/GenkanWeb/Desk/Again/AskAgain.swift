import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs

/// `GET /desk/lock` and `GET /desk/again`: asks somebody who is signed in for the credential, because the
/// screen is locked or because what they want matters. Nothing of the desk is on the page but their name.
struct AskAgain: Sendable {
    let desk: Desk

    func callAsFunction(
        _ request: Request, _ context: DoorContext, _ reason: CredentialRequired
    ) async throws -> Response {
        guard let session = context.session else { throw SignInRequired(after: context.ended) }
        let query = request.uri.queryParameters
        let path = query["return"].flatMap { ReturnPath(String($0)) }
        let isLocked = session.live.isLocked
        if reason == .locked, !isLocked {
            return .redirect(to: path?.page ?? "/desk", type: .normal)
        }
        let page = try await AgainPage(
            desk: desk, context: context, session: session, returnTo: path,
            reason: isLocked ? .locked : .again)
        return try page.response(isUnsaved: query["unsaved"] != nil)
    }
}

/// The page that asks for the credential.
struct AgainPage {
    let desk: Desk
    let language: Language
    let session: DeskSession
    let returnTo: ReturnPath?
    let reason: CredentialRequired
    /// Whether there is a passkey that may be given instead.
    private let hasPasskey: Bool

    init(
        desk: Desk, context: DoorContext, session: DeskSession, returnTo: ReturnPath?,
        reason: CredentialRequired
    ) async throws {
        self.desk = desk
        language = context.language
        self.session = session
        self.returnTo = returnTo
        self.reason = reason
        hasPasskey = try await !AgainByPasskey.offered(to: session, desk).isEmpty
    }

    func response(
        isUnsaved: Bool = false, problem: String? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let texts = desk.pages.texts(language)
        let isLocked = reason == .locked
        let name = isLocked ? "lock" : "again"
        var values: [String: Any] = [
            "pageTitle": texts[problem == nil ? "desk-\(name)-title" : "desk-\(name)-error-title"],
            "heading": texts["desk-\(name)-heading"],
            "explanation": texts["desk-\(name)-explanation"],
            "button": texts["desk-\(name)-button"], "isLocked": isLocked,
            "here": isLocked ? "/desk/lock" : "/desk/again",
            "personName": session.live.person.name.text,
            "personInitial": PeopleNames.initial(of: session.live.person.name.text),
            "csrf": try CSRFToken.make(key: session.csrf),
            "languages": LanguageSwitch.values(language),
        ]
        values["returnTo"] = returnTo?.text
        values["unsaved"] = isUnsaved ? texts["desk-sign-in-unsaved"] : nil
        values["problem"] = problem
        values["passkeyPath"] = hasPasskey ? "/desk/again/passkey" : nil
        return try desk.pages.response(
            "desk-again", values, in: language, status: status,
            policy: .passkeys(hasPasskey ? .use : .none))
    }
}
