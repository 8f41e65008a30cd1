import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `POST /desk/people/{person}/leave`: one action ends everything a person has here: sessions, grants,
/// credentials, invitations, and hands their open cards over.
struct LetLeave: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let page = try PersonPage(desk: desk, context: context)
        let successor = try post.person("cards")
        return try await ProvenPost(desk: desk, context: context)(post) { password in
            try await desk.staff.remove(
                page.id, cardsTo: successor, by: context.session.live, password: password,
                now: desk.now())
            try await desk.endSessions(of: page.id, by: context)
            guard page.id == context.person.id else {
                return .redirect(to: PeopleNotice.left.on("/desk/people"), type: .normal)
            }
            var response = Response.redirect(to: "/desk/sign-in?ended=yes", type: .normal)
            response.headers[.setCookie] = SessionCookie.removal
            response.headers[.clearSiteData] = #""cache", "storage""#
            return response
        } again: {
            try await page.response(refused: $0, open: .leave, typed: post)
        }
    }
}
