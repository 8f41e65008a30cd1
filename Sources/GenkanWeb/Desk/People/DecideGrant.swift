import Genkan
import GenkanStorage
import Hummingbird

/// `GET /desk/tasks`: the forms that wait for this person to grant them.
struct ListTasks: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context)
        let waiting = try await desk.staff.waitingGrants(for: context.session.live)
        let words = FormWords(texts: frame.texts, language: frame.language)
        var values = frame.values(title: frame.texts["desk-tasks-title"])
        values["here"] = "/desk/tasks"
        values["notice"] = PeopleNotice(request)?.text(frame.texts)
        values["grants"] = waiting.map(GrantView(words: words, mayDecline: true).values)
        values["hasGrants"] = !waiting.isEmpty
        return try desk.pages.response("desk-tasks", values, in: context.language)
    }
}

/// `POST /desk/tasks/{person}/{form}/{grant,decline}`: decides about a form that an invitation wanted to
/// have granted.
struct DecideGrant: Sendable {
    enum Decision { case grant, decline }

    let desk: Desk

    func callAsFunction(
        _ request: Request, _ context: DeskContext, _ decision: Decision
    ) async throws -> Response {
        _ = try await DeskPost(request, context)
        guard let person = context.parameters.get("person").flatMap({ PersonID($0) }),
            let form = context.parameters.get("form").flatMap({ FormID($0) })
        else { throw HTTPError(.notFound) }
        let live = context.session.live
        do {
            switch decision {
            case .grant:
                try await desk.staff.grantWaiting(form, to: person, by: live, now: desk.now())
            case .decline:
                try await desk.staff.declineWaiting(form, to: person, by: live, now: desk.now())
            }
        } catch PeopleRefusal.notHeld {
            // What is not for this person does not exist for them.
            throw HTTPError(.notFound)
        } catch PeopleRefusal.gone {
            return answer(.gone, live)
        }
        return answer(decision == .grant ? .granted : .declined, live)
    }

    private func answer(_ notice: PeopleNotice, _ live: LiveSession) -> Response {
        let path = live.person.role.may(.people) ? "/desk/people" : "/desk/tasks"
        return .redirect(to: notice.on(path), type: .normal)
    }
}
