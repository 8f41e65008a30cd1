import Genkan
import GenkanStorage
import Sealing

/// Whether somebody may still be at the desk, asked while a page is open or a request comes in: the session
/// may have ended, the screen locked, the role been changed, the network closed.
struct SessionWatch: Sendable {
    private let desk: Desk
    private let token: String
    private let address: ClientAddress?

    init(desk: Desk, _ context: DeskContext) {
        self.desk = desk
        token = context.session.token
        address = context.clientAddress
    }

    /// Throws unless the session is what it was when the request began to come in.
    ///
    /// - Parameter sent: what came in.
    func confirm(_ before: LiveSession, sent: RawSubmission) async throws {
        let resumption = try await resumed()
        if case .over(let end)? = resumption { throw SignInRequired(after: end, sent: sent) }
        guard let session = try await open(resumption), session.person.role == before.person.role
        else { throw SignInRequired(after: nil, sent: sent) }
    }

    /// The session as of now; nil when nothing may be shown or done any more.
    func session() async throws -> LiveSession? { try await open(resumed()) }

    /// Nil when what is stored of the session is not what was sealed.
    private func resumed() async throws -> Resumption? {
        do {
            return try await desk.sessions.resume(token, isUse: false, now: desk.now())
        } catch let error as SealingError where error.code != .unavailable {
            return nil
        }
    }

    private func open(_ resumption: Resumption?) async throws -> LiveSession? {
        guard let session = resumption?.session, !session.isLocked,
            session.person.role.may(.read),
            try await desk.networks.admits(address, as: session.person.role)
        else { return nil }
        return session
    }
}
