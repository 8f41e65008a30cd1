import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// Where a request comes from, as its browser says.
///
/// The entrance has no cookies and no session, so this is no defence against forged requests: it is
/// the site owner's list of pages that may carry the form. Programs may write any origin they like,
/// or none; what they can do with it is what anybody can do on the hosted form.
enum SenderOrigin: Hashable, Sendable {
    /// The hosted form itself: at the `Host` of the request, or at the house's public origin.
    case own
    /// A page of a website that the form's file names.
    case allowed(Origin)
    /// A page of another website.
    case foreign(Origin)
    /// `Origin: null`, or an origin that no browser writes: a page with `Referrer-Policy: no-referrer`,
    /// a sandboxed frame, a file.
    case opaque
    /// No `Origin` at all: not a browser, or a request that a browser sends without one.
    case unnamed

    /// - Parameter publicOrigin: the house's origin as the outside knows it, when somebody has said.
    init(of request: Request, for form: RegisteredForm, publicOrigin: Origin?) {
        self.init(
            PostHead(request.headers), at: request.head.authority, for: form,
            publicOrigin: publicOrigin)
    }

    /// - Parameter authority: the `Host` that was asked.
    init(
        _ head: PostHead, at authority: String?, for form: RegisteredForm, publicOrigin: Origin?
    ) {
        guard let header = head.origin else {
            self = .unnamed
            return
        }
        // Only a browser can write this header, and only for a page of ours.
        if head.fetchSite == "same-origin" {
            self = .own
            return
        }
        guard let origin = Origin(header) else {
            self = .opaque
            return
        }
        let host = authority.flatMap { Origin("https://" + $0) }
        let isOwn = origin == host || origin == publicOrigin
        self = isOwn ? .own : form.form.allows(origin) ? .allowed(origin) : .foreign(origin)
    }

    /// Whether the form takes what comes from there.
    var mayPost: Bool {
        switch self {
        case .own, .allowed, .unnamed: true
        case .foreign, .opaque: false
        }
    }

    /// The origin whose scripts may read the answer (CORS, Fetch § 3.2); nil for our own pages.
    var reader: String? {
        guard case .allowed(let origin) = self else { return nil }
        return origin.description
    }
}
