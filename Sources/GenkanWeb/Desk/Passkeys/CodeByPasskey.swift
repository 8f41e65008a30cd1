import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs
import Sealing

/// A passkey in the place of the code of the second page. What the page asks the browser for is the
/// same for everybody: any passkey of this house.
struct CodeByPasskey: Sendable {
    let desk: Desk

    /// `GET /desk/sign-in/code/passkey`: what the script hands to the browser.
    func options(_ request: Request, _ context: DoorContext) throws -> Response {
        guard let party = desk.party(request, context) else {
            return PasskeyHouse.problem("unsupported")
        }
        guard let pending = PendingCookie.read(request),
            let ticket = try desk.signIns.passkeyTicket(of: pending, now: desk.now())
        else { return PasskeyHouse.problem("late") }
        let options = PasskeyRequestOptions(
            relyingParty: party, challenge: try ticket.webAuthnChallenge(), allowed: [])
        return PasskeyHouse.answer(ticket, options.json)
    }

    /// `POST /desk/sign-in/code/passkey`: what came of it.
    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        let path = fields.first("return").flatMap { ReturnPath($0) }
        guard let pending = PendingCookie.read(request) else {
            return SignIn.anew("late", returnTo: path)
        }
        let page = CodePage(desk: desk, language: context.language, returnTo: path)
        guard let assertion = try PasskeyAssertion({ fields.first($0) }) else {
            return try page.response(problem: "desk-passkey-refused")
        }
        let answer = try await desk.signIns.finish(
            pending, assertion.given, place: context.place, now: desk.now(),
            check: assertion.check(
                by: desk.party(request, context), isNamed: true, context.logger))
        context.logger.passkeyRefused(answer.error)
        switch answer.answer {
        case .signedIn(let token, let person):
            if let former = context.session {
                try await desk.sessions.end(former.token, now: desk.now())
            }
            var response = Response.redirect(to: path?.text ?? "/desk", type: .normal)
            SignIn.opened(token, &response)
            await desk.welcome(person, &response)
            return response
        case .refused: return try page.response(problem: "desk-passkey-refused")
        case .over: return SignIn.anew("refused", returnTo: path)
        }
    }
}
