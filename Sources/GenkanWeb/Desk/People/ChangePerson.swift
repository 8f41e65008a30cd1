import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `POST /desk/people/{person}/change`: another name or role.
struct ChangePerson: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let page = try PersonPage(desk: desk, context: context)
        let name = StaffName(post["name"] ?? ""), role = post["role"].flatMap(Role.init(rawValue:))
        guard let name, let role else {
            let key = "desk-people-refused-\(name == nil ? "name" : "role")"
            let problem = desk.pages.texts(context.language)[key]
            return try await page.response(
                refused: .init(problem: problem, status: .unprocessableContent), open: .change,
                typed: post)
        }
        return try await ProvenPost(desk: desk, context: context)(post) { password in
            let person = try await desk.staff.change(
                page.id, name: name, role: role, by: context.session.live, password: password,
                from: context.clientAddress, now: desk.now()
            ) { try await desk.endSessions(of: $0, by: context) }
            // Who has just stepped down sees this page no more.
            let path =
                person.id == context.person.id && !person.role.may(.people)
                ? "/desk/profile" : page.path
            return .redirect(to: PeopleNotice.changed.on(path), type: .normal)
        } again: {
            try await page.response(refused: $0, open: .change, typed: post)
        }
    }
}

/// `POST /desk/people/{person}/invite`: invites somebody of the roster again, who has forgotten the
/// password or lost the second factor.
struct InviteAgain: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let page = try PersonPage(desk: desk, context: context)
        // For oneself there are the pages of password, second factor and passkeys.
        guard page.id != context.person.id else { throw HTTPError(.badRequest) }
        let forms = try post.forms()
        return try await ProvenPost(desk: desk, context: context)(post) { password in
            let invited = try await desk.staff.invite(
                .again(page.id, forms: forms), by: context.session.live, password: password,
                now: desk.now())
            return try await InvitationPage(desk: desk, context: context)
                .response(invited, request)
        } again: {
            try await page.response(refused: $0, open: .again, typed: post)
        }
    }
}

/// `POST /desk/people/{person}/sessions`: ends everything a person is signed in with, at once.
struct EndPersonSessions: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try await DeskPost(request, context)
        let page = try PersonPage(desk: desk, context: context)
        guard try await desk.staff.people().contains(where: { $0.id == page.id }) else {
            throw HTTPError(.notFound)
        }
        try await desk.endSessions(of: page.id, by: context)
        return .redirect(to: PeopleNotice.ended.on(page.path), type: .normal)
    }
}
