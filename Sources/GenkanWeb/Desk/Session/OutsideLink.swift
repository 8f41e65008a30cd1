import HTTPTypes
import Hummingbird

/// A link on another site, or in a mail that is read in a browser, led to the desk. Its request carries
/// no cookie of ours, since that is `SameSite=Strict`: so the answer is a page that leads to the same
/// address once more, from here, and a session outlives the link. It needs no script.
///
/// The page goes on by itself only after a click of the user's (`Sec-Fetch-User`, Fetch Metadata § 2.3),
/// which its own going on is not: no browser can be sent round in circles. And only to a page: a download
/// begins when somebody presses the button, not because another site wants it, sister sites included.
struct OutsideLink: Hashable {
    /// A page of ours, or the first one.
    let target: String
    /// Whether the page goes on by itself.
    let isAutomatic: Bool

    /// Nil for every other request: what is no top-level navigation, what our own pages or the user's
    /// address bar ask for, and a page that is asked for with a session's cookie.
    init?(_ request: Request) {
        guard request.method == .get, let site = request.headers[.secFetchSite],
            site == "cross-site" || site == "same-site", Self.isOfAWindow(request.headers)
        else { return nil }
        // What scripts ask for is no page that somebody could be led to.
        guard !request.uri.path.utf8.starts(with: "/desk/live/".utf8) else { return nil }
        let page = ReturnPath(of: request)
        let isFile = page?.isFile ?? false
        guard isFile || (site == "cross-site" && SessionCookie.read(request) == nil) else {
            return nil
        }
        target = page?.text ?? "/desk"
        isAutomatic = !isFile && request.headers[.secFetchUser] == "?1"
    }

    /// Whether the answer is to fill a window or tab, and neither a part of a page nor a frame.
    static func isOfAWindow(_ headers: HTTPFields) -> Bool {
        headers[.secFetchMode] == "navigate" && headers[.secFetchDest] == "document"
    }

    func response(_ context: DoorContext, _ pages: Pages) throws -> Response {
        let texts = pages.texts(context.language)
        let kind = isAutomatic ? "desk-link" : "desk-link-ask"
        return try pages.response(
            "desk-link",
            [
                "pageTitle": texts["\(kind)-heading"], "heading": texts["\(kind)-heading"],
                "what": texts["\(kind)-what"], "target": target, "automatic": isAutomatic,
            ], in: context.language)
    }
}
