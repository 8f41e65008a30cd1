import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET` and `POST /desk/people/invite`: invites somebody new.
struct InvitePerson: Sendable {
    let desk: Desk

    func show(_ request: Request, _ context: DeskContext) async throws -> Response {
        try await page(context, typed: nil, refused: nil)
    }

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let proof = ProvenPost(desk: desk, context: context)
        let texts = desk.pages.texts(context.language)
        guard let name = StaffName(post["name"] ?? "") else {
            let refused = ProvenPost.Refused(
                problem: texts["desk-people-refused-name"], status: .unprocessableContent)
            return try await page(context, typed: post, refused: refused)
        }
        guard let role = post["role"].flatMap({ Role(rawValue: $0) }) else {
            let refused = ProvenPost.Refused(
                problem: texts["desk-people-refused-role"], status: .unprocessableContent)
            return try await page(context, typed: post, refused: refused)
        }
        let forms = try post.forms()
        return try await proof(post) { password in
            let invited = try await desk.staff.invite(
                .newcomer(name, role, forms: forms), by: context.session.live,
                password: password, now: desk.now())
            return try await InvitationPage(desk: desk, context: context)
                .response(invited, request)
        } again: {
            try await page(context, typed: post, refused: $0)
        }
    }

    private func page(
        _ context: DeskContext, typed: DeskPost?, refused: ProvenPost.Refused?
    ) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context)
        let choices = try await desk.staff.formChoices(for: context.session.live)
        let title = refused == nil ? "desk-invite-title" : "desk-invite-error-title"
        var values = frame.values(title: frame.texts[title])
        values["atPeople"] = true
        values["here"] = "/desk/people/invite"
        values["typedName"] = typed?["name"]
        values["roles"] = RoleView.values(typed?["role"], frame.texts, frame.language)
        values["forms"] = FormBoxes(
            words: FormWords(texts: frame.texts, language: frame.language),
            chosen: try typed?.forms() ?? []
        ).values(choices)
        values["hasForms"] = !choices.isEmpty
        values["passwordID"] = "password"
        values["problem"] = refused?.problem
        return try desk.pages.response(
            "desk-invite", values, in: context.language, status: refused?.status ?? .ok)
    }
}

/// The roles to choose from, each with what it may do.
enum RoleView {
    static func values(
        _ chosen: String?, _ texts: Texts, _ language: Language
    ) -> [[String: Any]] {
        Role.allCases.reversed().map { role in
            [
                "role": role.rawValue, "label": role.label[language],
                "help": texts["desk-role-\(role.rawValue)"],
                "chosen": chosen.map { $0 == role.rawValue } ?? (role == .staff),
            ]
        }
    }
}

/// Forms to tick, each with whether who asks can open it.
struct FormBoxes {
    let words: FormWords
    let chosen: Set<FormID>

    func values(_ choices: [FormChoice]) -> [[String: Any]] {
        choices.map { choice in
            [
                "id": choice.id.description, "title": words.title(choice),
                "chosen": chosen.contains(choice.id), "isForeign": !choice.isHeld,
                "isGone": choice.isGone,
            ]
        }
    }
}
