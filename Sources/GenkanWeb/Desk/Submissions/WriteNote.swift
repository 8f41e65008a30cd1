import Genkan
import GenkanStorage
import Hummingbird

/// `POST /desk/submissions/{submission}/notes`: writes a note, once, however often the page sends it. What
/// is no note is given back with the page, as it was typed (422).
struct WriteNote: Sendable {
    /// The largest body, in bytes: room for several times the longest note, percent-encoded, so that one
    /// that is too long is given back with the reason.
    private static let limit = 262_144

    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context, upTo: Self.limit)
        guard let id = context.parameters.get("submission").flatMap({ SubmissionID($0) }),
            let form = try await desk.board.form(of: id, for: context.session.live)
        else { throw HTTPError(.notFound) }
        let sight = BoardSight(text: post["sight"] ?? "", of: form)
        let typed = post["text"] ?? ""
        let slot = post["note"].flatMap { NoteID($0) }.map { NoteSlot.page($0) } ?? .new
        let note: Note?
        do {
            note = try await desk.board.note(
                NoteText(typed), on: id, as: slot, for: context.session.live, now: desk.now())
        } catch let problem as NoteText.Problem {
            return try await ShowSubmission(desk: desk).page(
                id, sight, draft: NoteDraft(text: typed, problem: problem), context)
        }
        guard let note else { throw HTTPError(.notFound) }
        if request.prefersJSON {
            return .json(["note": note.id.description], status: .created, in: context.language)
        }
        return .redirect(
            to: sight.address(ofCard: id, ["done=noted"]) + "#note-\(note.id)", type: .normal)
    }
}

/// A note that was typed and could not be taken.
struct NoteDraft {
    let text: String
    let problem: NoteText.Problem
}
