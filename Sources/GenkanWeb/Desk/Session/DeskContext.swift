import Genkan
import GenkanStorage
import Hummingbird
import Proofs

/// A request of somebody who is signed in. It cannot exist without a session: a route that takes one
/// needs no check of its own.
struct DeskContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    /// The language chosen at the desk, or the one the browser prefers.
    let language: Language
    /// The resumed session.
    let session: DeskSession

    init(context: DoorContext) throws(SignInRequired) {
        guard let session = context.session else {
            throw SignInRequired(after: context.ended)
        }
        coreContext = context.coreContext
        language = context.language
        self.session = session
    }

    /// Who is signed in.
    var person: Person { session.live.person }

    /// A token for the forms of one page.
    func csrfToken() throws -> String { try CSRFToken.make(key: session.csrf) }
}

/// Nobody is signed in, and the route needs somebody; ``ResumeSession`` leads to the sign-in.
struct SignInRequired: Error {
    /// Why the session that a cookie named does not go on; nil without a cookie.
    let after: SessionEnd?
}
