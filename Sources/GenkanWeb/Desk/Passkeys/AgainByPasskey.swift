import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs
import Sealing

/// A passkey that signs in by itself, in the place of the password that is asked for again.
struct AgainByPasskey: Sendable {
    let desk: Desk

    /// `GET /desk/again/passkey`: what the script hands to the browser, for the passkeys of who is signed
    /// in.
    func options(_ request: Request, _ context: DoorContext) async throws -> Response {
        guard let session = context.session else { return PasskeyHouse.problem("late") }
        let allowed = try await Self.offered(to: session, desk)
        guard let party = desk.party(request, context), !allowed.isEmpty else {
            return PasskeyHouse.problem("unsupported")
        }
        let ticket = try desk.passkeys.ticket(for: .again, of: session.live, now: desk.now())
        let options = PasskeyRequestOptions(
            relyingParty: party, challenge: try ticket.webAuthnChallenge(),
            allowed: allowed.map(PasskeyDescriptor.init))
        return PasskeyHouse.answer(ticket, options.json)
    }

    /// `POST /desk/again/passkey`: the session goes on under a new token, as after the password.
    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        guard let session = context.session else { throw SignInRequired(after: context.ended) }
        let fields = try await DeskPost(request, session.csrf, context.logger)
        let page = try await AgainPage(
            desk: desk, context: context, session: session,
            returnTo: fields["return"].flatMap { ReturnPath($0) },
            reason: session.live.isLocked ? .locked : .again)
        let again = GiveAgain(desk: desk)
        if let response = try again.slowDown(page) { return response }
        guard let assertion = try PasskeyAssertion({ fields[$0] }) else {
            return try refused(page)
        }
        let (token, error) = try await desk.signIns.giveAgain(
            session.token, of: session.live, assertion.given, output: assertion.output,
            at: context.place, now: desk.now(),
            check: assertion.check(
                by: desk.party(request, context), isNamed: false, context.logger))
        context.logger.passkeyRefused(error)
        guard let token else { return try refused(page) }
        desk.againLimit.giveBack(session.live.person.id)
        var response = try again.answer(page)
        response.headers[.setCookie] = SessionCookie.handing(token)
        return response
    }

    private func refused(_ page: AgainPage) throws -> Response {
        let texts = desk.pages.texts(page.language)
        return try page.response(
            problem: texts["desk-passkey-refused"], status: .unprocessableContent)
    }

    /// The passkeys that somebody can give again.
    static func offered(to session: DeskSession, _ desk: Desk) async throws -> [Passkey] {
        try await desk.passkeys.passkeys(of: session.live)
            .filter { $0.isCredential && $0.isGenuine }
            .compactMap { try? Passkey(bytes: $0.content) }
    }
}
