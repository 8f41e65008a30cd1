import Genkan
import GenkanStorage
import Hummingbird

/// `POST /desk/forms/{form}/views/{save,forget}`: gives what is looked at a name, or forgets one.
struct SaveView: Sendable {
    let desk: Desk

    func save(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let sight = BoardSight(text: post["sight"] ?? "", of: form)
        guard let name = post["name"].flatMap({ LabelName($0) }), !sight.text.isEmpty else {
            return .redirect(
                to: sight.home(of: form.form, [ViewOutcome.unnamed.query]), type: .normal)
        }
        guard sight.text.utf8.count <= BoardStore.maximumViewBytes else {
            return .redirect(
                to: sight.home(of: form.form, [ViewOutcome.long.query]), type: .normal)
        }
        let isSaved = try await desk.board.save(
            name, sight.text, of: form.id, for: context.session.live, now: desk.now())
        return .redirect(
            to: sight.home(of: form.form, [(isSaved ? ViewOutcome.saved : .full).query]),
            type: .normal)
    }

    func forget(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        guard let view = post["view"].flatMap({ SavedViewID($0) }) else {
            throw HTTPError(.badRequest)
        }
        let isGone = try await desk.board.forget(view, of: form.id, for: context.session.live)
        let sight = BoardSight(text: post["sight"] ?? "", of: form)
        return .redirect(
            to: sight.home(of: form.form, [(isGone ? ViewOutcome.forgotten : .gone).query]),
            type: .normal)
    }
}

/// What became of saving or forgetting a view, said once on the page that follows.
enum ViewOutcome: String {
    case saved
    case unnamed
    case full
    case long
    case forgotten
    case gone

    init?(_ request: Request) {
        guard let word = request.uri.queryParameters["view"] else { return nil }
        self.init(rawValue: String(word))
    }

    /// As the address of that page has it.
    var query: String { "view=" + rawValue }

    /// For a template: `text`.
    func values(_ texts: Texts) -> [String: Any] { ["text": texts["desk-view-\(rawValue)"]] }
}
