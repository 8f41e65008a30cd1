import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Proofs
import Sealing

/// Finds out who is signed in, before the routes; leads to the sign-in when a route needs somebody
/// and nobody is there. A link from another site comes round by ``OutsideLink`` first.
struct ResumeSession: RouterMiddleware {
    let desk: Desk

    func handle(
        _ request: Request, context: DoorContext,
        next: @concurrent (Request, DoorContext) async throws -> Response
    ) async throws -> Response {
        if let link = OutsideLink(request) { return try link.response(context, desk.pages) }
        var context = context
        if let token = SessionCookie.read(request) {
            switch try await resumed(token, context.logger) {
            case .alive(let live):
                let csrf = try CSRFKey(sessionSecret: Array(token.utf8).span)
                context.session = DeskSession(live: live, token: token, csrf: csrf)
            case .over(let end):
                context.ended = end
            }
        }
        do {
            return try await next(request, context)
        } catch let required as SignInRequired {
            return await leadToSignIn(request, required.after)
        }
    }

    /// What the token stands for; nothing that goes on when what is stored of it is not what was
    /// sealed. Memory that is short for now ends nobody's session.
    private func resumed(_ token: String, _ logger: Logger) async throws -> Resumption {
        do {
            let resumption = try await desk.sessions.resume(token, now: desk.now())
            for refused in resumption.session?.refused ?? [] {
                logger.error(
                    "A form was refused: what is stored is not what was sealed",
                    metadata: ["error": .string("\(refused)")])
            }
            return resumption
        } catch let error as SealingError where error.code != .unavailable {
            logger.error(
                "A session was refused: what is stored is not what was sealed",
                metadata: ["error": .string("\(error)")])
            return .over(.lost)
        }
    }

    /// A page that was asked for is come back to. A change that was asked for is not repeated: that
    /// it was not made is said, and the page it was asked for on is come back to.
    private func leadToSignIn(_ request: Request, _ ended: SessionEnd?) async -> Response {
        let change = await ReturnPath(ofChange: request)
        let page = request.method == .get ? ReturnPath(request.uri.path) : change
        var query: [String] = []
        if let page, !page.isTheDesk { query.append("return=" + page.text) }
        if let ended { query.append("over=" + ended.rawValue) }
        if change != nil { query.append("unsaved=yes") }
        let address = "/desk/sign-in" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        var response = Response.redirect(to: address, type: .normal)
        // A session that only the clock has ended may go on when it is right again.
        if let ended, ended != .clock { response.headers[.setCookie] = SessionCookie.removal }
        return response
    }
}
