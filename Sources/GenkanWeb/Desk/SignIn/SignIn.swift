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
        if let wait = context.clientAddress.flatMap({ desk.signInLimit.allow($0) }) {
            return try slowDown(page, name: name, wait: wait, context)
        }
        let texts = desk.pages.texts(context.language)
        guard let password = try Self.password(fields.first("password") ?? ""),
            name.utf8.count <= 1_024
        else {
            return try page.response(
                problem: texts["desk-sign-in-empty"], name: name, status: .unprocessableContent)
        }
        let begun = try await desk.signIns.begin(name: name, password: password, now: desk.now())
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

    func slowDown(
        _ page: SignInPage, name: String, wait: Duration, _ context: DoorContext
    ) throws -> Response {
        let seconds = String(max(1, wait.components.seconds + 1))
        let problem = desk.pages.texts(context.language)(
            "desk-sign-in-slow-down", ["seconds": seconds])
        var response = try page.response(problem: problem, name: name, status: .tooManyRequests)
        response.headers[.retryAfter] = seconds
        return response
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
