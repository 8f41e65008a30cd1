import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs
import Sealing

/// A new passkey of one's own: the password opens the key that signs it, so it is given in the same
/// request.
struct AddPasskey: Sendable {
    let desk: Desk

    /// `POST /desk/passkeys/options`: what the script hands to the browser, if the password is right.
    func options(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await DeskPost(request, context)
        let live = context.session.live
        guard let party = desk.party(request, context) else {
            return PasskeyHouse.problem("unsupported")
        }
        guard desk.againLimit.allow(live.person.id) == nil else {
            return PasskeyHouse.problem("slow")
        }
        guard let password = try SignIn.password(fields["password"] ?? ""),
            let ticket = try await desk.passkeys.beginAdding(
                of: live, password: password, now: desk.now())
        else { return PasskeyHouse.problem("password") }
        desk.againLimit.giveBack(live.person.id)
        let known = try await desk.passkeys.passkeys(of: live)
            .compactMap { try? Passkey(bytes: $0.content) }
        guard known.count < PasskeyStore.most else { return PasskeyHouse.problem("too-many") }
        guard let user = PasskeyUserHandle(bytes: try desk.passkeys.user(of: live.person.id))
        else { throw HTTPError(.internalServerError) }
        let options = PasskeyCreationOptions(
            relyingParty: party, user: user, userName: live.person.name.text,
            displayName: live.person.name.text, challenge: try ticket.webAuthnChallenge(),
            salt: try .shared(by: party), excluded: known.map(PasskeyDescriptor.init))
        return PasskeyHouse.answer(ticket, options.json)
    }

    /// `POST /desk/passkeys`: what the authenticator made. The ticket, good once, is given out for the
    /// right password alone, so that nobody guesses one here.
    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await DeskPost(request, context)
        guard let password = try SignIn.password(fields["password"] ?? "") else {
            return PasskeyNotice.redirect(.wrongPassword, done: "")
        }
        guard let party = desk.party(request, context),
            let made = try PasskeyMade(fields, party, context.logger)
        else { return PasskeyNotice.redirect(.refused, done: "") }
        let change = try await desk.passkeys.add(
            ticket: made.ticket, of: context.session.live, password: password, now: desk.now(),
            check: made.check)
        return PasskeyNotice.redirect(change, done: "added")
    }
}
