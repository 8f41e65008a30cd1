import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `POST /desk/again`: the credential of somebody who is signed in. The session goes on under a new
/// token, unlocked, in every tab at once.
struct GiveAgain: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        guard let session = context.session else { throw SignInRequired(after: context.ended) }
        let fields = try await DeskPost(request, session.csrf, context.logger)
        let page = try await AgainPage(
            desk: desk, context: context, session: session,
            returnTo: fields["return"].flatMap { ReturnPath($0) },
            reason: session.live.isLocked ? .locked : .again)
        let texts = desk.pages.texts(context.language)
        guard let password = try SignIn.password(fields["password"] ?? "") else {
            return try page.response(
                problem: texts["desk-again-empty"], status: .unprocessableContent)
        }
        if let response = try slowDown(page) { return response }
        let given = try await desk.counted(session.live.person.id) {
            try await desk.signIns.giveAgain(
                session.token, of: session.live, password: password, at: context.place,
                now: desk.now())
        }
        guard let token = given else {
            return try page.response(
                problem: texts["desk-again-refused"], status: .unprocessableContent)
        }
        desk.againLimit.giveBack(session.live.person.id)
        var response = try answer(page)
        response.headers[.setCookie] = SessionCookie.handing(token)
        return response
    }

    /// The page for who gave a wrong credential too often; nil while they may try.
    func slowDown(_ page: AgainPage) throws -> Response? {
        guard let wait = desk.againLimit.allow(page.session.live.person.id) else { return nil }
        let seconds = String(wait.wholeSeconds)
        let texts = desk.pages.texts(page.language)
        var response = try page.response(
            problem: texts("desk-sign-in-slow-down", ["seconds": seconds]),
            status: .tooManyRequests)
        response.headers[.retryAfter] = seconds
        return response
    }

    /// A download does not leave the page it is asked for on: a page of its own begins it.
    func answer(_ page: AgainPage) throws -> Response {
        guard let file = page.returnTo, file.isFile else {
            return .redirect(to: page.returnTo?.text ?? "/desk", type: .normal)
        }
        let texts = desk.pages.texts(page.language)
        let values: [String: Any] = [
            "pageTitle": texts["desk-download-title"], "download": file.text,
            "back": file.page,
        ]
        return try desk.pages.response("desk-download", values, in: page.language)
    }
}

extension Desk {
    /// Tries a credential for which a token of ``againLimit`` was taken. Whoever is told that too many wait
    /// gets it back; whatever else ends the try on its way does not.
    func counted<Answer>(
        _ person: PersonID, _ body: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await body()
        } catch {
            if (error as? StorageError)?.code == .crowded { againLimit.giveBack(person) }
            throw error
        }
    }
}
