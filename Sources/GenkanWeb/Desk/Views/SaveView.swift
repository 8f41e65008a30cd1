import Genkan
import GenkanStorage
import Hummingbird

/// `POST /desk/forms/{form}/views/{save,forget}`: gives what is looked at a name, or forgets one.
struct SaveView: Sendable {
    let desk: Desk

    func save(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let sight = BoardSight(text: post["sight"] ?? "", of: form.form)
        guard let name = post["name"].flatMap({ LabelName($0) }), !sight.text.isEmpty else {
            return .redirect(to: sight.home(of: form.form, ["view=unnamed"]), type: .normal)
        }
        let isSaved = try await desk.board.save(
            name, sight.text, of: form.id, for: context.session.live, now: desk.now())
        return .redirect(
            to: sight.home(of: form.form, [isSaved ? "view=saved" : "view=full"]), type: .normal)
    }

    func forget(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        guard let view = post["view"].flatMap({ SavedViewID($0) }) else {
            throw HTTPError(.badRequest)
        }
        let isGone = try await desk.board.forget(view, of: form.id, for: context.session.live)
        let sight = BoardSight(text: post["sight"] ?? "", of: form.form)
        return .redirect(
            to: sight.home(of: form.form, [isGone ? "view=forgotten" : "view=gone"]), type: .normal)
    }
}
