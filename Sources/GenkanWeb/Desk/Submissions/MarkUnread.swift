import Genkan
import GenkanStorage
import Hummingbird

/// `POST /desk/submissions/{submission}/unread`: its card is unread again for whoever asks, who goes back to
/// where it was opened from.
struct MarkUnread: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        guard let id = context.parameters.get("submission").flatMap({ SubmissionID($0) }),
            let form = try await desk.board.form(of: id, for: context.session.live),
            try await desk.board.markUnread(id, for: context.session.live)
        else { throw HTTPError(.notFound) }
        let sight = BoardSight(text: post["sight"] ?? "", of: form)
        let done = ["done=\(DoneNotice.Kind.unread.rawValue)", "card=\(id)"]
        return .redirect(to: sight.home(of: form.form, done) + "#card-\(id)", type: .normal)
    }
}
