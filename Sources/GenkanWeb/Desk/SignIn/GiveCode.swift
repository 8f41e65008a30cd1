import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs
import Sealing

/// `GET /desk/sign-in/code`: asks for the second factor, of everybody alike.
struct ShowCode: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) throws -> Response {
        let path = request.uri.queryParameters["return"].flatMap { ReturnPath(String($0)) }
        guard PendingCookie.read(request) != nil else {
            return SignIn.anew("late", returnTo: path)
        }
        return try CodePage(desk: desk, language: context.language, returnTo: path).response()
    }
}

/// `POST /desk/sign-in/code`: a one-time password or a backup code for a session.
///
/// It is checked whoever it may be: of a name that nobody has, against a factor made up on the spot.
struct GiveCode: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        let path = fields.first("return").flatMap { ReturnPath($0) }
        guard let pending = PendingCookie.read(request) else {
            return SignIn.anew("late", returnTo: path)
        }
        let typed = fields.first("code") ?? "", now = desk.now(), devices = DeviceCookie(request)
        let answer: SignInStore.Answer
        do {
            answer = try await desk.signIns.finish(
                pending, place: context.place, now: now,
                mayTry: { desk.signInGuard.mayTryCode(of: $0, bringing: devices) },
                check: { try SecondFactor.left(of: $0, after: typed, now: now) })
        } catch let refused as NotFromHere {
            if let person = refused.person {
                desk.signInGuard.codeWasRight(of: person, bringing: devices)
            }
            throw refused
        }
        switch answer {
        case .signedIn(let token, let person):
            desk.signInGuard.codeWasRight(of: person.id, bringing: devices)
            if let former = context.session {
                try await desk.sessions.end(former.token, now: now)
            }
            var response = Response.redirect(to: path?.text ?? "/desk", type: .normal)
            SignIn.opened(token, &response)
            await desk.welcome(person, request, &response)
            return response
        case .refused:
            let page = CodePage(desk: desk, language: context.language, returnTo: path)
            return try page.response(problem: "desk-code-refused")
        case .over:
            return SignIn.anew("refused", returnTo: path)
        }
    }
}

/// The page that asks for the second factor.
struct CodePage {
    let desk: Desk
    let language: Language
    let returnTo: ReturnPath?

    /// - Parameter problem: the key of what is wrong.
    func response(problem: String? = nil) throws -> Response {
        let texts = desk.pages.texts(language)
        var values: [String: Any] = [
            "pageTitle": texts[problem == nil ? "desk-code-title" : "desk-code-error-title"],
            "here": "/desk/sign-in/code", "languages": LanguageSwitch.values(language),
        ]
        values["returnTo"] = returnTo?.text
        values["problem"] = problem.map { texts[$0] }
        values["passkeyPath"] = "/desk/sign-in/code/passkey"
        return try desk.pages.response(
            "desk-code", values, in: language, status: problem == nil ? .ok : .unprocessableContent,
            policy: .passkeys(.use))
    }
}
