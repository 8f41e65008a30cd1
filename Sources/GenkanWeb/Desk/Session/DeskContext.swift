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

    /// Where the request came from.
    let place: SessionPlace
    /// The same as an address; nil when none is known.
    let clientAddress: ClientAddress?
    /// The house's origin as the outside knows it.
    let publicOrigin: Origin?
    /// How much waits for this person to decide; set by ``KnowReader``.
    var taskCount = 0
    /// Asks whether the session still stands; set by ``KnowReader``.
    var watch: SessionWatch?
    /// How this person reads and works. Set by ``KnowReader``.
    var habits = Habits()

    init(context: DoorContext) throws {
        guard let session = context.session else {
            throw SignInRequired(after: context.ended)
        }
        guard !session.live.isLocked else { throw CredentialRequired.locked }
        place = context.place
        clientAddress = context.clientAddress
        publicOrigin = context.publicOrigin
        coreContext = context.coreContext
        language = context.language
        self.session = session
    }

    /// Who is signed in.
    var person: Person { session.live.person }

    /// A token for the forms of one page.
    func csrfToken() throws -> String { try CSRFToken.make(key: session.csrf) }

    /// The key of what is written on a page and not sent yet.
    func draftKey() throws -> String {
        try DraftKey.make(sessionSecret: session.live.formSecret.span)
    }
}

/// Nobody is signed in, and the route needs somebody; ``ResumeSession`` leads to the sign-in.
struct SignInRequired: Error {
    /// Why the session that a cookie named does not go on; nil without a cookie.
    let after: SessionEnd?
    /// What was sent, when that was read already; a body is read once.
    var sent: RawSubmission?
}

/// The credential is asked for again, of somebody who is signed in; ``ResumeSession`` leads there.
enum CredentialRequired: Error {
    /// The screen is locked.
    case locked
    /// What was asked for matters, and the credential was given too long ago.
    case again
}
