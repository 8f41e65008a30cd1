import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs
import Sealing

/// Signing in without a name and a password: the passkey says who it is, and what its pseudo-random
/// function gives opens the person key.
struct SignInByPasskey: Sendable {
    let desk: Desk

    /// `GET /desk/sign-in/passkey`: what the script hands to the browser. It names nobody's passkeys, and
    /// writes nothing.
    func options(_ request: Request, _ context: DoorContext) throws -> Response {
        guard let party = desk.party(request, context) else {
            return PasskeyHouse.problem("unsupported")
        }
        let ticket = try desk.signIns.passkeyTicket(now: desk.now())
        let options = PasskeyRequestOptions(
            relyingParty: party, challenge: try ticket.webAuthnChallenge(), allowed: [],
            salt: try .shared(by: party))
        return PasskeyHouse.answer(ticket, options.json)
    }

    /// `POST /desk/sign-in/passkey`: what came of it.
    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        let page = SignInPage(
            desk: desk, language: context.language,
            returnTo: fields.first("return").flatMap { ReturnPath($0) })
        if let wait = context.clientAddress.flatMap({ desk.passkeyLimit.allow($0) }) {
            return try page.response(waiting: wait.wholeSeconds, because: .tries, name: "")
        }
        let answer = try await answer(fields, request, context)
        guard case .signedIn(let token, let person) = answer else {
            let texts = desk.pages.texts(context.language)
            return try page.response(
                problem: texts["desk-passkey-refused"], status: .unprocessableContent)
        }
        if let address = context.clientAddress { desk.passkeyLimit.giveBack(address) }
        if let former = context.session {
            try await desk.sessions.end(former.token, now: desk.now())
        }
        var response = Response.redirect(to: page.returnTo?.text ?? "/desk", type: .normal)
        SignIn.opened(token, &response)
        await desk.welcome(person, request, &response)
        return response
    }

    private func answer(
        _ fields: RawSubmission, _ request: Request, _ context: DoorContext
    ) async throws -> SignInStore.Answer {
        guard let assertion = try PasskeyAssertion({ fields.first($0) }) else { return .refused }
        let answer = try await desk.signIns.signIn(
            assertion.given, output: assertion.output, place: context.place, now: desk.now(),
            check: assertion.check(
                by: desk.party(request, context), isNamed: true, context.logger))
        context.logger.passkeyRefused(answer.error)
        return answer.answer
    }
}

extension Desk {
    /// The house as passkeys know it at this request.
    func party(_ request: Request, _ context: DoorContext) -> RelyingParty? {
        PasskeyHouse.party(
            request, publicOrigin: context.publicOrigin,
            name: pages.texts(context.language)["product"])
    }

    /// The same inside.
    func party(_ request: Request, _ context: DeskContext) -> RelyingParty? {
        PasskeyHouse.party(
            request, publicOrigin: context.publicOrigin,
            name: pages.texts(context.language)["product"])
    }
}
