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
        // Before the guard: what cannot be tried costs nobody a try.
        guard let password = try Self.password(fields.first("password") ?? ""),
            name.utf8.count <= 1_024
        else {
            let problem = desk.pages.texts(context.language)["desk-sign-in-empty"]
            return try page.response(problem: problem, name: name, status: .unprocessableContent)
        }
        let attempt = SignInAttempt(request, fields, context)
        let begun: SignInStore.Begun
        switch try await desk.signInGuard.decide(on: attempt) {
        case .goOn(let lane):
            // Of many who were told to go on at once, the line takes as many as it has places.
            guard let taken = try await begin(name, password, lane) else {
                return try page.response(waitingInCrowd: name)
            }
            begun = taken
        case .wait(let seconds, let reason):
            return try page.response(waiting: seconds, because: reason, name: name)
        case .prove: return try page.response(askingProofOf: name)
        }
        if let refused = begun.refused {
            context.logger.error(
                "A sign-in was refused: what is stored is not what was sealed",
                metadata: ["error": .string("\(refused)")])
        }
        let next = begun.setsUp ? "/desk/sign-in/second-factor" : "/desk/sign-in/code"
        let query = page.returnTo.map { "?return=\($0.encoded)" } ?? ""
        var response = Response.redirect(to: next + query, type: .normal)
        response.headers[.setCookie] = PendingCookie.handing(begun.token)
        return response
    }

    /// Nil when the line is full.
    private func begin(
        _ name: String, _ password: Password, _ lane: SignInLane
    ) async throws -> SignInStore.Begun? {
        do {
            return try await desk.signIns.begin(
                name: name, password: password, lane: lane, now: desk.now())
        } catch let error as StorageError where error.code == .crowded {
            return nil
        }
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
        let path = returnTo.map { "return=\($0.encoded)&" } ?? ""
        var response = Response.redirect(
            to: "/desk/sign-in?\(path)again=\(notice)", type: .normal)
        response.headers[.setCookie] = PendingCookie.removal
        return response
    }
}
