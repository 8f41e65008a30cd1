import Genkan
import GenkanStorage
import Hummingbird
import Logging

/// `GET /desk/forms/{form}/board`: the columns with the cards that stand first, only the titles opened.
struct ShowBoard: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let sight = BoardSight(text: request.uri.query ?? "", of: form)
        let page = try await desk.board.page(
            form.id, sight.query, for: context.session.live, now: desk.now())
        context.logger.refused(page.refused)
        let frame = try DeskFrame(desk: desk, context: context, form: page.form.form)
        let cards = CardView(
            page.desk, frame, me: context.person.id, now: desk.now(), sight: sight)
        let view = BoardView(
            page: page, sight: sight, cards: cards, texts: frame.texts,
            language: context.language, isWorked: context.person.role.may(.work))
        var values = frame.values(title: frame.texts("desk-board-title", ["form": frame.formTitle]))
        values.merge(view.values) { _, new in new }
        values.merge(try await tools(page, sight, cards, frame, context)) { _, new in new }
        values["here"] = ReturnPath.here(sight.address(of: page.form.form))
        values["page"] = "board"
        values["notice"] = await DoneNotice(request)?
            .values(
                of: page.form, shown: page.columns.lazy.flatMap(\.cards), desk, frame, context)
        if let view = ViewOutcome(request) { values["notice"] = view.values(frame.texts) }
        return try desk.pages.response("desk-board", values, in: context.language)
    }

    /// The filter, the person's views, and what a card's menu offers.
    private func tools(
        _ page: BoardPage, _ sight: BoardSight, _ cards: CardView, _ frame: DeskFrame,
        _ context: DeskContext
    ) async throws -> [String: Any] {
        let views = try await desk.board.views(of: page.form.id, for: context.session.live)
        var values: [String: Any] = [
            "filter": FilterView(
                desk: page.desk, sight: sight, names: cards.names, frame: frame, views: views,
                me: context.person.id, now: desk.now(), shown: page.columns.map(\.column.id)
            ).values,
            "menu": CardMenuView(desk: page.desk, cards: cards, texts: frame.texts).values,
        ]
        values["mailTrouble"] = await desk.mailTrouble(
            for: context.person, frame.texts, zone: frame.zone(or: page.form.form.zone))
        return values
    }
}

extension Logger {
    /// What on a page is not what was sealed.
    func refused(_ submissions: [SubmissionID]) {
        guard !submissions.isEmpty else { return }
        error(
            "Cards were refused: what is stored is not what was sealed",
            metadata: ["submissions": .array(submissions.map { .string($0.description) })])
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
