import GenkanStorage
import HTTPTypes
import Hummingbird

/// `POST /desk/sign-out`: ends the session on the server, takes the cookie back and has the browser
/// forget every page it kept (Clear Site Data § 3.1). A locked screen does not hold anybody back.
struct SignOut: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        guard let session = context.session else { throw SignInRequired(after: context.ended) }
        _ = try await DeskPost(request, session.csrf, context.logger)
        try await desk.sessions.end(session.token, now: desk.now())
        try await desk.staff.signedOut(session.live.person, now: desk.now())
        var response = Response.redirect(to: "/desk/sign-in?ended=yes", type: .normal)
        response.headers[.setCookie] = SessionCookie.removal
        response.headers[.clearSiteData] = #""cache", "storage""#
        return response
    }
}

extension HTTPField.Name {
    static let clearSiteData = HTTPField.Name("Clear-Site-Data") ?? .location
}
