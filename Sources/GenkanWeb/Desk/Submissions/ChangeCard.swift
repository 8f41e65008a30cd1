import Genkan
import GenkanStorage
import Hummingbird

/// `POST /desk/submissions/{submission}/{take,assign,move}`: one change of a card, which names the
/// version it saw. A stale one changes nothing and shows what somebody else did (409).
struct ChangeCard: Sendable {
    /// The last part of the path.
    enum Action: String {
        case take
        case assign
        case move
    }

    let desk: Desk

    func callAsFunction(
        _ request: Request, _ context: DeskContext, _ action: Action
    ) async throws -> Response {
        let post = try await DeskPost(request, context)
        guard let id = context.parameters.get("submission").flatMap({ SubmissionID($0) }) else {
            throw HTTPError(.notFound)
        }
        let form = try await desk.form(named: post["form"], for: context)
        let move = try move(action, post)
        let outcome = try await desk.board.change(
            id, move, expecting: try post.version(), for: context.session.live, now: desk.now())
        switch outcome {
        case .changed:
            return .redirect(to: way(back: post, form.form, id, action.done), type: .normal)
        case .conflict(let current, let latest):
            let page = ConflictPage(
                desk: desk, form: form.form, submission: id, post: post, action: action,
                move: move, back: way(back: post, form.form, id, nil))
            return try await page.response(current, latest, context)
        case .unknownStatus:
            throw HTTPError(.badRequest)
        case .gone:
            throw HTTPError(.notFound)
        }
    }

    private func move(_ action: Action, _ post: DeskPost) throws -> CardMove {
        switch action {
        case .take:
            return .take
        case .assign:
            guard post["assignee"] != nil else { throw HTTPError(.badRequest) }
            return .assign(try post.person("assignee"))
        case .move:
            guard let status = post["status"] else { throw HTTPError(.badRequest) }
            return .move(to: status)
        }
    }

    /// Back to where the button was: the board as it was looked at, at the card, or the card's own page.
    private func way(
        back post: DeskPost, _ form: Form, _ id: SubmissionID, _ done: DoneNotice.Kind?
    ) -> String {
        let said = done.map { "done=\($0.rawValue)" }
        guard post["from"] == "board" else {
            return "/desk/submissions/\(id)" + (said.map { "?" + $0 } ?? "")
        }
        let sight = BoardSight(limit: post["limit"], order: post["order"])
        return sight.address(of: form, said.map { [$0, "card=\(id)"] } ?? []) + "#card-\(id)"
    }
}

extension ChangeCard.Action {
    fileprivate var done: DoneNotice.Kind {
        switch self {
        case .take: .taken
        case .assign: .assigned
        case .move: .moved
        }
    }
}
