import Genkan
import GenkanStorage
import Hummingbird

/// `POST /desk/forms/{form}/access/{grant,revoke}`: gives a person the key of a form, or takes it back.
/// What cannot be done is said on the page as it stands now (409, or 422 when nobody was chosen).
struct ChangeAccess: Sendable {
    /// The last part of the path.
    enum Action {
        case grant
        case revoke
    }

    let desk: Desk

    func callAsFunction(
        _ request: Request, _ context: DeskContext, _ action: Action
    ) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let page = AccessPage(desk: desk, form: form)
        guard let person = post["person"].flatMap({ PersonID($0) }) else {
            return try await page.response(.nobody, about: nil, context)
        }
        let word = try await change(action, form, person, context)
        if word.refusal != nil {
            return try await page.response(word, about: person, context)
        }
        // Who has just given the form up can open the page of its grants no more.
        guard action == .grant || person != context.person.id else {
            return .redirect(to: "/desk/forms?done=given-up", type: .normal)
        }
        return .redirect(
            to: AccessPage.address(of: form) + "?done=\(word.rawValue)&person=\(person)",
            type: .normal)
    }

    private func change(
        _ action: Action, _ form: RegisteredForm, _ person: PersonID, _ context: DeskContext
    ) async throws -> AccessWord {
        let session = context.session.live, now = desk.now()
        switch action {
        case .grant:
            return AccessWord(
                try await desk.grants.grant(form.id, to: person, by: session, now: now))
        case .revoke:
            return AccessWord(
                try await desk.grants.revoke(form.id, from: person, by: session, now: now))
        }
    }
}
