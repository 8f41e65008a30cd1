import Genkan
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
        context.place = SessionPlace(
            device: DeviceName.of(userAgent: request.headers[.userAgent]),
            address: context.clientAddress?.description ?? "")
        if let token = SessionCookie.read(request) {
            switch try await resumed(token, request, context) {
            case .alive(let live):
                let csrf = try CSRFKey(sessionSecret: live.formSecret.span)
                context.session = DeskSession(live: live, token: token, csrf: csrf)
                context.isElsewhere = try await !desk.networks.admits(
                    context.clientAddress, as: live.person.role)
                await note(live, token, request, context)
            case .over(let end):
                context.ended = end
            }
        }
        do {
            if context.isElsewhere, !Self.isForEverywhere(request) { throw NotFromHere() }
            return try await next(request, context)
        } catch is NotFromHere {
            return try ElsewherePage(desk: desk, context: context).response()
        } catch let required as SignInRequired {
            return await leadToSignIn(request, required)
        } catch let required as CredentialRequired {
            return await leadToCredential(request, required)
        }
    }

    /// Puts the session's end off. What asks from elsewhere is no use, and neither is a page that asks by
    /// itself: whether the session stands, what is new, and its own address with `quiet=yes`.
    private func note(
        _ live: LiveSession, _ token: String, _ request: Request, _ context: DoorContext
    ) async {
        if context.isElsewhere {
            context.logger.notice(
                "Somebody asked for the desk from where the role may not",
                metadata: ["person": .string(live.person.id.description)])
        } else if !Self.isAskedByPages(request) {
            await desk.sessions.use(live, token, at: context.place, now: desk.now())
        }
    }

    private static func isAskedByPages(_ request: Request) -> Bool {
        let path = request.uri.path
        return request.method == .get
            && (path == SessionState.path || request.uri.queryParameters["quiet"] == "yes")
            || path.utf8.starts(with: "/desk/live/".utf8)
    }

    /// What is answered wherever somebody is: ending the session, the language, and whether the session
    /// stands.
    private static func isForEverywhere(_ request: Request) -> Bool {
        switch (request.method, request.uri.path) {
        case (.post, "/desk/sign-out"), (.post, "/desk/language"): true
        case (.get, SessionState.path): true
        default: false
        }
    }

    /// What the token stands for; nothing that goes on when what is stored of it is not what was
    /// sealed. Memory that is short for now ends nobody's session.
    private func resumed(
        _ token: String, _ request: Request, _ context: DoorContext
    ) async throws -> Resumption {
        let logger = context.logger
        do {
            let resumption = try await desk.sessions.resume(
                token, isUse: false, now: desk.now())
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
    private func leadToSignIn(
        _ request: Request, _ required: SignInRequired
    ) async -> Response {
        let ended = required.after
        let (page, change) = await Self.pages(of: request, sent: required.sent)
        var query: [String] = []
        if let page, !page.isTheDesk { query.append("return=" + page.encoded) }
        if let ended { query.append("over=" + ended.rawValue) }
        if change != nil { query.append("unsaved=yes") }
        let address = "/desk/sign-in" + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
        var response = Response.redirect(to: address, type: .normal)
        // A session that only the clock has ended may go on when it is right again, and who was on the
        // way while the token was renewed has a new one.
        let isRenewed = SessionCookie.read(request).map(desk.sessions.isRenewed) ?? false
        if let ended, ended != .clock, !isRenewed {
            response.headers[.setCookie] = SessionCookie.removal
            // Nothing is left in the browser of what the session showed (Clear Site Data § 3.1).
            response.headers[.clearSiteData] = #""cache", "storage""#
        }
        return response
    }

    /// Likewise, to the page that asks for the credential.
    private func leadToCredential(
        _ request: Request, _ required: CredentialRequired
    ) async -> Response {
        let (page, change) = await Self.pages(of: request)
        var query: [String] = []
        if let page, !page.isTheDesk { query.append("return=" + page.encoded) }
        if change != nil { query.append("unsaved=yes") }
        let address = required == .locked ? "/desk/lock" : "/desk/again"
        return .redirect(
            to: address + (query.isEmpty ? "" : "?" + query.joined(separator: "&")),
            type: .normal)
    }

    /// The page to come back to, and the page that a change was asked for on, if it was one.
    private static func pages(
        of request: Request, sent: RawSubmission? = nil
    ) async -> (page: ReturnPath?, change: ReturnPath?) {
        guard request.method != .get else { return (ReturnPath(of: request), nil) }
        let change = await ReturnPath(ofChange: request, sent: sent)
        return (change, change)
    }
}
