import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs

/// A request at the desk's door: perhaps somebody is signed in, perhaps not.
struct DoorContext: ChildRequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address the request came from.
    let clientAddress: ClientAddress?
    /// The language chosen at the desk, or the one the browser prefers.
    let language: Language
    /// The house's origin as the outside knows it.
    let publicOrigin: Origin?
    /// Where the request came from, for the list of somebody's sessions; set by ``ResumeSession``.
    var place = SessionPlace(device: "", address: "")
    /// Who is signed in; set by ``ResumeSession``.
    var session: DeskSession?
    /// Whether that person may not use the desk from where the request comes; set by ``ResumeSession``.
    var isElsewhere = false
    /// Why the session that a cookie named does not go on; set by ``ResumeSession``.
    var ended: SessionEnd?

    init(context: GenkanRequestContext) {
        coreContext = context.coreContext
        clientAddress = context.clientAddress
        language = context.language
        publicOrigin = context.publicOrigin
    }
}

/// A session that was resumed, with the token that named it.
struct DeskSession: Sendable {
    /// The person, what the person may open, and until when.
    let live: LiveSession
    /// The token's text, to end the session with.
    let token: String
    /// Makes and checks the tokens of this session's forms.
    let csrf: CSRFKey
}
