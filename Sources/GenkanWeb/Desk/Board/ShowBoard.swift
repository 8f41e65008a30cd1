import Genkan
import GenkanStorage
import Hummingbird
import Logging

/// `GET /desk/forms/{form}/board`: the columns with the cards that stand first, only the titles opened.
struct ShowBoard: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let query = request.uri.queryParameters
        let sight = BoardSight(
            limit: query["limit"].map { String($0) }, order: query["order"].map { String($0) })
        let page = try await desk.board.page(
            form.id, for: context.session.live, limit: sight.limit, order: sight.order)
        if !page.refused.isEmpty {
            context.logger.error(
                "Cards were refused: what is stored is not what was sealed",
                metadata: ["submissions": .array(page.refused.map { .string($0.description) })])
        }
        let frame = try DeskFrame(desk: desk, context: context, form: page.form.form)
        let view = view(of: page, sight, frame, context)
        var values = frame.values(title: frame.texts("desk-board-title", ["form": frame.formTitle]))
        values.merge(view.values) { _, new in new }
        values["here"] = "/desk/forms/\(page.form.form.name)/board"
        values["notice"] = await notice(request, page, frame, context)
        return try desk.pages.response("desk-board", values, in: context.language)
    }

    /// What was just done. A card that the page does not show any more is told of all the same, with
    /// the way to it.
    private func notice(
        _ request: Request, _ page: BoardPage, _ frame: DeskFrame, _ context: DeskContext
    ) async -> [String: Any]? {
        guard let done = DoneNotice(request), let id = done.submission else { return nil }
        let form = page.form
        if let shown = page.columns.lazy.flatMap(\.cards).first(where: { $0.id == id }) {
            return ["text": done.text(shown, form.form, frame)]
        }
        guard
            let card = try? await desk.board.card(id, of: form.id, for: context.session.live)
        else { return nil }
        return ["text": done.text(card, form.form, frame), "href": "/desk/submissions/\(id)"]
    }

    private func view(
        of page: BoardPage, _ sight: BoardSight, _ frame: DeskFrame, _ context: DeskContext
    ) -> BoardView {
        let form = page.form.form
        let cards = CardView(
            form: form,
            names: PeopleNames(page.people, former: page.former, frame.texts),
            holders: page.holders,
            controls: CardControls(form: form, texts: frame.texts, language: context.language),
            texts: frame.texts, language: context.language, me: context.person.id,
            csrf: frame.csrf, now: desk.now())
        return BoardView(
            page: page, sight: sight, cards: cards, texts: frame.texts, language: context.language,
            isWorked: context.person.role.may(.work))
    }
}

extension Desk {
    /// The form of that name, if this person may open it; otherwise there is none (404). One that
    /// was tampered with is refused with what is not genuine.
    func form(named name: String?, for context: DeskContext) async throws -> RegisteredForm {
        let list = try await board.forms(for: context.session.live)
        if let name, let form = list.forms.first(where: { $0.form.name == name }) { return form }
        if let refused = list.refused.first(where: { $0.name == name }) { throw refused.error }
        throw HTTPError(.notFound)
    }
}
