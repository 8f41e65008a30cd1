import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Sealing

/// `POST /desk/sign-in`: name and password for a session.
///
/// An unknown name and a wrong password are answered alike, in words, status and work. The token is
/// always a new one: what a browser brought along is never kept (session fixation).
struct SignIn: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        let page = SignInPage(
            desk: desk, language: context.language,
            returnTo: fields.first("return").flatMap { ReturnPath($0) })
        let name = fields.first("name") ?? ""
        let attempt = SignInAttempt(request, fields, context)
        let decision = try await desk.signInGuard.decide(on: attempt)
        if let refusal = try page.refusal(decision, name: name) { return refusal }
        guard case .goOn(let lane) = decision,
            let signedIn = try await signedIn(name, fields.first("password") ?? "", lane)
        else {
            let problem = desk.pages.texts(context.language)["desk-sign-in-refused"]
            return try page.response(problem: problem, name: name, status: .unprocessableContent)
        }
        if let former = context.session {
            try await desk.sessions.end(former.token, now: desk.now())
        }
        let token = try await desk.sessions.begin(signedIn, now: desk.now())
        var response = Response.redirect(to: page.returnTo?.text ?? "/desk", type: .normal)
        response.headers[.setCookie] = SessionCookie.handing(token)
        response.headers[values: .setCookie].append(
            try desk.signInGuard.succeeded(signedIn.person.id, bringing: attempt.devices))
        return response
    }

    private func signedIn(
        _ name: String, _ typed: String, _ lane: SignInLane
    ) async throws -> SignedIn? {
        let normalised = Array(TextDoor.normalised(typed).utf8)
        guard name.utf8.count <= 1_024, (1...1_024).contains(normalised.count) else { return nil }
        let password = try Password(normalised: normalised.span)
        return try await desk.staff.signIn(
            name: name, password: password, lane: lane, now: desk.now())
    }
}
