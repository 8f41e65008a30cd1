import Genkan
import Hummingbird
import Proofs

/// The page (403) for who may use the desk, but not from where they are. The session goes on where it
/// may; here it can be ended.
struct ElsewherePage {
    let desk: Desk
    let context: DoorContext

    func response() throws -> Response {
        let texts = desk.pages.texts(context.language)
        var values: [String: Any] = [
            "pageTitle": texts["desk-elsewhere-heading"], "here": "/desk",
            "languages": LanguageSwitch.values(context.language),
        ]
        values["address"] = context.clientAddress?.description
        // Who was turned away at the end of a sign-in is offered nobody else's session to end.
        if context.isElsewhere, let session = context.session {
            values["csrf"] = try CSRFToken.make(key: session.csrf)
        }
        return try desk.pages.response(
            "desk-elsewhere", values, in: context.language, status: .forbidden)
    }
}
