import Genkan
import GenkanStorage
import Hummingbird
import Logging
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
        if let session = context.session {
            values["csrf"] = try CSRFToken.make(key: session.csrf)
            context.logger.notice(
                "Somebody asked for the desk from where the role may not",
                metadata: ["person": .string(session.live.person.id.description)])
        }
        return try desk.pages.response(
            "desk-elsewhere", values, in: context.language, status: .forbidden)
    }
}
