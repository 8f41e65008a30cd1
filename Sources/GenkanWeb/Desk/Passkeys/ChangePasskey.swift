import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `POST /desk/passkeys/rename` and `POST /desk/passkeys/remove`: one of one's own.
struct ChangePasskey: Sendable {
    let desk: Desk

    func rename(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await DeskPost(request, context)
        guard let id = PasskeyID(fields["passkey"] ?? "") else {
            return PasskeyNotice.redirect(.gone, done: "")
        }
        guard let name = PasskeyName(fields["name"] ?? "") else {
            return .redirect(to: "/desk/passkeys?problem=unnamed", type: .normal)
        }
        let change = try await desk.passkeys.rename(
            id, to: name, of: context.session.live, now: desk.now())
        return PasskeyNotice.redirect(change, done: "renamed")
    }

    func remove(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await DeskPost(request, context)
        guard let id = PasskeyID(fields["passkey"] ?? "") else {
            return PasskeyNotice.redirect(.gone, done: "")
        }
        let change = try await desk.passkeys.remove(
            id, of: context.session.live, now: desk.now())
        return PasskeyNotice.redirect(change, done: "removed")
    }
}
