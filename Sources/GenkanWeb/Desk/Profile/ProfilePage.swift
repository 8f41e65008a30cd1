import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// The page about oneself.
struct ProfilePage {
    static let path = "/desk/profile"

    let desk: Desk
    let context: DeskContext

    func response(
        _ notice: PeopleNotice? = nil, refused: TypedMail? = nil
    ) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context)
        let person = context.person
        let held = try await desk.staff.formChoices(for: context.session.live).filter(\.isHeld)
        let title = refused == nil ? "desk-profile-title" : "desk-mail-error-title"
        var values = frame.values(title: frame.texts[title])
        values["here"] = Self.path
        values["notice"] = notice?.text(frame.texts)
        values["rights"] = Right.allCases.map { right in
            [
                "text": frame.texts["desk-may-\(right.rawValue)"],
                "may": person.role.may(right),
            ] as [String: Any]
        }
        let words = FormWords(texts: frame.texts, language: frame.language)
        values["forms"] = held.map { ["title": words.title($0), "name": $0.name] }
        values["holdsNothing"] = held.isEmpty
        let chosen = try await desk.staff.language(of: person.id) ?? context.language
        values["choices"] = Language.allCases.map { language in
            [
                "code": language.rawValue, "name": language.ownName,
                "chosen": language == chosen,
            ] as [String: Any]
        }
        values["regions"] = ZoneChoices.values(try await desk.staff.habits(of: person.id).zone)
        if desk.sendsMail {
            values["mail"] =
                MailChoices(
                    forms: held.filter { !$0.isGone },
                    preferences: try await desk.notices.preferences(of: person.id),
                    refused: refused, texts: frame.texts, language: frame.language
                ).values
        }
        return try desk.pages.response(
            "desk-profile", values, in: context.language,
            status: refused == nil ? .ok : .unprocessableContent)
    }
}
