import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Proofs

/// `GET /desk/passkeys`: one's own passkeys, and where a new one is added.
struct ListPasskeys: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context)
        let passkeys = try await desk.passkeys.passkeys(of: context.session.live)
        for passkey in passkeys where !passkey.isGenuine {
            context.logger.error(
                "A passkey was refused: what is stored is not what was signed",
                metadata: ["passkey": .string(passkey.id.description)])
        }
        let query = request.uri.queryParameters
        let problem = word(query["problem"].map { String($0) }, of: PasskeyNotice.problems)
        let key = problem == nil ? "desk-passkeys-title" : "desk-passkeys-error-title"
        var values = frame.values(title: frame.texts[key])
        values["here"] = "/desk/passkeys"
        values["passkeys"] = passkeys.map { row($0, frame) }
        values["hasNone"] = passkeys.isEmpty
        values["problem"] = problem.map { frame.texts["desk-passkeys-\($0)"] }
        values["done"] = word(query["done"].map { String($0) }, of: PasskeyNotice.done)
            .map { frame.texts["desk-passkeys-\($0)"] }
        values["offersPasskey"] = desk.party(request, context) != nil
        return try desk.pages.response(
            "desk-passkeys", values, in: context.language, policy: .passkeys(.create))
    }

    private func word(_ text: String?, of words: [String]) -> String? {
        words.first { $0 == text }
    }

    private func row(_ passkey: OwnPasskey, _ frame: DeskFrame) -> [String: Any] {
        let texts = frame.texts
        func moment(_ instant: Instant) -> [String: Any] {
            Moment(
                instant: instant, zone: frame.zone(or: .utc), now: desk.now(), texts: texts
            ).values
        }
        let kind = passkey.isCredential ? "desk-passkeys-alone" : "desk-passkeys-second"
        var values: [String: Any] = [
            "id": passkey.id.description, "name": passkey.name, "kind": texts[kind],
            "created": moment(passkey.created), "isForged": !passkey.isGenuine,
        ]
        values["used"] = passkey.used.map(moment)
        values["cloned"] = passkey.cloned.map(moment)
        return values
    }
}

/// The words of an address that a page of passkeys is come back to with.
enum PasskeyNotice {
    static let problems = [
        "password", "refused", "exists", "too-many", "last", "gone", "unnamed",
    ]
    static let done = ["added", "renamed", "removed"]

    /// Back to the list, which says what became of it.
    static func redirect(
        _ change: PasskeyStore.Change, done: String
    ) -> Response {
        let query =
            switch change {
            case .done: "done=\(done)"
            case .wrongPassword: "problem=password"
            case .refused: "problem=refused"
            case .exists: "problem=exists"
            case .tooMany: "problem=too-many"
            case .last: "problem=last"
            case .gone: "problem=gone"
            }
        return .redirect(to: "/desk/passkeys?" + query, type: .normal)
    }
}
