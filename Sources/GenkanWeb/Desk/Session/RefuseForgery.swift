import Genkan
import HTTPTypes
import Hummingbird
import Logging

/// Refuses what another site sends in a member's name, by what the browser says of itself
/// (`Sec-Fetch-Site`, Fetch Metadata § 2.2, and `Origin`, Fetch § 3.2). Neither can be written by a page.
///
/// The third defence is the token: see ``DeskPost``. The fourth is the cookie's `SameSite=Strict`.
struct RefuseForgery: RouterMiddleware {
    func handle(
        _ request: Request, context: DoorContext,
        next: @concurrent (Request, DoorContext) async throws -> Response
    ) async throws -> Response {
        guard Self.isSafe(request) || Self.isOwn(request, context.publicOrigin) else {
            context.logger.notice("Refused a request that another site may have made")
            throw HTTPError(.forbidden)
        }
        return try await next(request, context)
    }

    /// What changes nothing, asked for by our own pages, by the user, or by a link to be shown as a
    /// page: no image, script or frame of another site has the desk do anything or learns how long it
    /// took.
    private static func isSafe(_ request: Request) -> Bool {
        guard request.method == .get || request.method == .head else { return false }
        let site = request.headers[.secFetchSite]
        return site == nil || site == "same-origin" || site == "none"
            || OutsideLink.isOfAWindow(request.headers)
    }

    /// `Origin` must be there and be ours: what the request calls us, or what the outside does, when a
    /// proxy between writes a `Host` of its own. `Sec-Fetch-Site` must say so where it is sent:
    /// browsers of before 2023 do not.
    private static func isOwn(_ request: Request, _ publicOrigin: Origin?) -> Bool {
        let site = request.headers[.secFetchSite]
        guard site == nil || site == "same-origin", let origin = request.headers[.origin] else {
            return false
        }
        if let publicOrigin, origin.utf8.elementsEqual(publicOrigin.description.utf8) {
            return true
        }
        guard let authority = request.head.authority, !authority.isEmpty else { return false }
        return origin.utf8.elementsEqual("https://\(authority)".utf8)
    }
}
