import Genkan
import GenkanStorage
import Hummingbird

/// `GET /desk/forms/{form}/list`: what a board shows, and what was marked as spam if that is asked for,
/// one below the other and sorted. The address is the board's, with `sort`, `dir` and the page behind it. An open
/// page asks for the same by itself after a change, below `/desk/live`.
struct ShowList: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let sight = BoardSight(text: request.uri.query ?? "", of: form).asList
        let page = try await desk.board.list(
            form.id, sight.listQuery, for: context.session.live, now: desk.now())
        context.logger.refused(page.refused)
        let frame = try DeskFrame(desk: desk, context: context, form: page.desk.form.form)
        let cards = CardView(
            page.desk, frame, me: context.person.id, now: desk.now(), sight: sight)
        let views = try await desk.board.views(of: form.id, for: context.session.live)
        var values = frame.values(
            title: frame.texts("desk-list-title", ["form": frame.formTitle]))
        values.merge(ListView(page: page, sight: sight, cards: cards, frame: frame).values) {
            $1
        }
        values["filter"] =
            FilterView(
                desk: page.desk, sight: sight, names: cards.names, frame: frame, views: views,
                me: context.person.id, now: desk.now()
            ).values
        values["menu"] = CardMenuView(desk: page.desk, cards: cards, texts: frame.texts).values
        values["mailTrouble"] = await desk.mailTrouble(
            for: context.person, frame.texts, zone: frame.zone(or: form.form.zone))
        values["here"] = ReturnPath.here(sight.listAddress(of: form.form))
        values["page"] = "list"
        values["notice"] = await DoneNotice(request)?
            .values(of: page.desk.form, shown: page.cards, desk, frame, context)
        if let view = ViewOutcome(request) { values["notice"] = view.values(frame.texts) }
        return try desk.pages.response("desk-list", values, in: context.language)
    }
}
