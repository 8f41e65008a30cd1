import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Proofs
import Sealing

/// Finds out who is signed in, before the routes; leads to the sign-in when a route needs somebody and nobody is there.
struct ResumeSession: RouterMiddleware {
    let desk: Desk

    func handle(
        _ request: Request, context: DoorContext,
        next: (Request, DoorContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let token = SessionCookie.read(request) {
            context.session = try await session(token, context.logger)
            context.sessionIsOver = context.session == nil
        }
        do {
            return try await next(request, context)
        } catch let required as SignInRequired {
            return leadToSignIn(request, required)
        }
    }

    /// The session the token names; none when what is stored of it is not what was sealed.
    private func session(_ token: String, _ logger: Logger) async throws -> DeskSession? {
        do {
            guard let live = try await desk.sessions.resume(token, now: desk.now()) else {
                return nil
            }
            for refused in live.refused {
                logger.error(
                    "A form was refused: what is stored is not what was sealed",
                    metadata: ["error": .string("\(refused)")])
            }
            let csrf = try CSRFKey(sessionSecret: Array(token.utf8).span)
            return DeskSession(live: live, token: token, csrf: csrf)
        } catch let error as SealingError {
            logger.error(
                "A session was refused: what is stored is not what was sealed",
                metadata: ["error": .string("\(error)")])
            return nil
        }
    }

    /// A page that was asked for is come back to; a change that was asked for is not repeated.
    private func leadToSignIn(_ request: Request, _ required: SignInRequired) -> Response {
        var address = "/desk/sign-in"
        var separator = "?"
        if request.method == .get, let path = ReturnPath(request.uri.path), !path.isTheDesk {
            address += "?return=" + path.text
            separator = "&"
        }
        if required.afterSession { address += separator + "over=yes" }
        var response = Response.redirect(to: address, type: .normal)
        if required.afterSession { response.headers[.setCookie] = SessionCookie.removal }
        return response
    }
}
