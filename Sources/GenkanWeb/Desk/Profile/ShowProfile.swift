import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET /desk/profile`, and what is chosen there: oneself: name, role and what that allows, the forms one
/// can open, the language one reads, the clocks one lives by, the keys one uses, and what one is told by mail.
struct Profile: Sendable {
    let desk: Desk

    func show(_ request: Request, _ context: DeskContext) async throws -> Response {
        try await ProfilePage(desk: desk, context: context).response(PeopleNotice(request))
    }

    /// `POST /desk/profile`: language and time zone.
    func choose(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        guard let language = post["language"].flatMap({ Language(rawValue: $0) }) else {
            throw HTTPError(.badRequest)
        }
        if let name = post["zone"] {
            let zone = Zone(named: name)
            guard zone != nil || name.isEmpty else { throw HTTPError(.badRequest) }
            try await desk.staff.choose(language, zone: zone, for: context.person.id)
        } else {
            try await desk.staff.choose(language, for: context.person.id)
        }
        var response = Response.redirect(
            to: PeopleNotice.saved.on(ProfilePage.path), type: .normal)
        response.headers[.setCookie] = LanguageCookie.remembering(language)
        return response
    }

    /// `POST /desk/profile/keys`: whether there are keyboard shortcuts of one key.
    func chooseKeys(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        try await desk.staff.choose(
            keys: post["keys"] == "on", language: context.language, for: context.person.id)
        return Response.redirect(to: PeopleNotice.saved.on(ProfilePage.path), type: .normal)
    }

    /// `POST /desk/profile/mail`: where one is told of what; there is no such thing where no mail is sent.
    func chooseMail(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        guard desk.sendsMail else { throw HTTPError(.notFound) }
        let typed = try TypedMail(post)
        guard typed.isFine else {
            return try await ProfilePage(desk: desk, context: context).response(refused: typed)
        }
        try await desk.notices.choose(
            typed.choices, at: typed.address, language: context.language,
            for: context.session.live, now: desk.now())
        return Response.redirect(to: PeopleNotice.saved.on(ProfilePage.path), type: .normal)
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
