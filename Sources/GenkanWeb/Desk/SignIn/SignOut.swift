import GenkanStorage
import HTTPTypes
import Hummingbird

/// `POST /desk/sign-out`: ends the session on the server, takes the cookie back and has the browser
/// forget every page it kept (Clear Site Data § 3.1).
struct SignOut: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try await DeskPost(request, context)
        try await desk.sessions.end(context.session.token, now: desk.now())
        try await desk.staff.signedOut(context.person, now: desk.now())
        var response = Response.redirect(to: "/desk/sign-in?ended=yes", type: .normal)
        response.headers[.setCookie] = SessionCookie.removal
        response.headers[.clearSiteData] = #""cache", "storage""#
        return response
    }
}

extension HTTPField.Name {
    static let clearSiteData = HTTPField.Name("Clear-Site-Data") ?? .location
}
