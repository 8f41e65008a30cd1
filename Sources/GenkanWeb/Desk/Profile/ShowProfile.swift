import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET` and `POST /desk/profile`: oneself: name, role and what that allows, the forms one can open, the
/// language one reads.
struct Profile: Sendable {
    let desk: Desk

    func show(_ request: Request, _ context: DeskContext) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context)
        let choices = try await desk.staff.formChoices(for: context.session.live)
        let words = FormWords(texts: frame.texts, language: frame.language)
        let person = context.person
        let chosen = try await desk.staff.language(of: person.id) ?? context.language
        let held = choices.filter(\.isHeld)
        var values = frame.values(title: frame.texts["desk-profile-title"])
        values["here"] = "/desk/profile"
        values["notice"] = PeopleNotice(request)?.text(frame.texts)
        values["rights"] = Right.allCases.map { right in
            [
                "text": frame.texts["desk-may-\(right.rawValue)"],
                "may": person.role.may(right),
            ] as [String: Any]
        }
        values["forms"] = held.map { ["title": words.title($0), "name": $0.name] }
        values["holdsNothing"] = held.isEmpty
        values["choices"] = Language.allCases.map { language in
            [
                "code": language.rawValue, "name": language.ownName,
                "chosen": language == chosen,
            ] as [String: Any]
        }
        return try desk.pages.response("desk-profile", values, in: context.language)
    }

    func choose(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        guard let language = post["language"].flatMap({ Language(rawValue: $0) }) else {
            throw HTTPError(.badRequest)
        }
        try await desk.staff.choose(language, for: context.person.id)
        var response = Response.redirect(
            to: PeopleNotice.saved.on("/desk/profile"), type: .normal)
        response.headers[.setCookie] = LanguageCookie.remembering(language)
        return response
    }
}

extension Desk {
    /// What follows a sign-in besides the session: that the person was seen, that this browser is known
    /// from now on, and the person's language in it. None of it keeps anybody out.
    func welcome(_ person: Person, _ request: Request, _ response: inout Response) async {
        try? await staff.seen(person.id, at: now())
        let devices = DeviceCookie(request)
        if let known = try? signInGuard.succeeded(person.id, bringing: devices) {
            response.headers[values: .setCookie].append(known)
        }
        guard let language = try? await staff.language(of: person.id) else { return }
        response.headers[values: .setCookie].append(LanguageCookie.remembering(language))
    }
}
