import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Sealing

/// `POST /desk/sign-in`: name and password for the second page.
///
/// What follows is always the second page, whether the name is known and the password right or not;
/// only who has no second factor yet is led to set one up.
struct SignIn: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        let page = SignInPage(
            desk: desk, language: context.language,
            returnTo: fields.first("return").flatMap { ReturnPath($0) })
        let name = fields.first("name") ?? ""
        let attempt = SignInAttempt(request, fields, context)
        let lane: SignInLane
        switch try await desk.signInGuard.decide(on: attempt) {
        case .goOn(let found): lane = found
        case .wait(let seconds, let reason):
            return try page.response(waiting: seconds, because: reason, name: name)
        case .prove: return try page.response(askingProofOf: name)
        }
        let texts = desk.pages.texts(context.language)
        guard let password = try Self.password(fields.first("password") ?? ""),
            name.utf8.count <= 1_024
        else {
            return try page.response(
                problem: texts["desk-sign-in-empty"], name: name, status: .unprocessableContent)
        }
        let begun = try await desk.signIns.begin(
            name: name, password: password, lane: lane, now: desk.now())
        if let refused = begun.refused {
            context.logger.error(
                "A sign-in was refused: what is stored is not what was sealed",
                metadata: ["error": .string("\(refused)")])
        }
        let next = begun.setsUp ? "/desk/sign-in/second-factor" : "/desk/sign-in/code"
        let query = page.returnTo.map { "?return=\($0.text)" } ?? ""
        var response = Response.redirect(to: next + query, type: .normal)
        response.headers[.setCookie] = PendingCookie.handing(begun.token)
        return response
    }

    /// What was typed as a password, normalised; nil for nothing, or for what is longer than any.
    static func password(_ typed: String) throws -> Password? {
        let normalised = Array(TextDoor.normalised(typed).utf8)
        guard (1...Password.longest).contains(normalised.count) else { return nil }
        return try Password(normalised: normalised.span)
    }
}

extension SignIn {
    /// The answer that opens the desk: the session's cookie is handed out, the other taken back. What a
    /// browser brought along is never kept (session fixation).
    static func opened(_ token: String, _ response: inout Response) {
        response.headers[values: .setCookie] = [
            SessionCookie.handing(token), PendingCookie.removal,
        ]
    }

    /// Leads back to the first page, which says why.
    static func anew(_ notice: String, returnTo: ReturnPath?) -> Response {
        let path = returnTo.map { "return=\($0.text)&" } ?? ""
        var response = Response.redirect(
            to: "/desk/sign-in?\(path)again=\(notice)", type: .normal)
        response.headers[.setCookie] = PendingCookie.removal
        return response
    }
}
