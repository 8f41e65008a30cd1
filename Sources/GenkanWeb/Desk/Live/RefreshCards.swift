import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// Parts of a board, for its script. What is asked for below `/desk/live` the page asks for by itself, so
/// that it is no use of the session (see ``ResumeSession``).
struct RefreshCards: Sendable {
    let desk: Desk

    /// `GET /desk/live/forms/{form}/columns/{column}?behind=…`: the cards of a column that come behind
    /// another, as entries of its list.
    func column(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let column = context.parameters.get("column") ?? ""
        guard let behind = request.uri.queryParameters["behind"].flatMap({ SubmissionID($0) })
        else { throw HTTPError(.badRequest) }
        let sight = BoardSight(text: request.uri.query ?? "", of: form)
        var query = sight.query
        query.limit = BoardLimit.slice
        let slice = try await desk.board.slice(
            form.id, column: column, behind: behind, query, for: context.session.live,
            now: desk.now())
        let frame = try DeskFrame(desk: desk, context: context, form: form.form)
        var values = self.values(slice, sight, frame, context)
        if slice.hasMore, let last = slice.last {
            let more = MoreCards(
                form: form.form, column: column, sight: sight, texts: frame.texts)
            values["more"] = more.values(behind: last)
                .merging(["text": frame.texts["desk-board-loading"]]) { $1 }
        }
        return try desk.pages.response("desk-cards", values, in: context.language)
    }

    /// `GET /desk/live/forms/{form}/cards?card=…`: what became of some cards. Those that the filter no
    /// longer lets through are not among them. The counts of all columns come along.
    func cards(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let query = request.uri.queryParameters
        let cards = query.getAll("card").compactMap { SubmissionID($0) }
        let sight = BoardSight(text: request.uri.query ?? "", of: form)
        let slice = try await desk.board.cards(
            cards, of: form.id, sight.query, for: context.session.live, now: desk.now())
        let counts = try await desk.board.counts(
            of: form.id, sight.filter, for: context.session.live, now: desk.now())
        let frame = try DeskFrame(desk: desk, context: context, form: form.form)
        var values = self.values(slice, sight, frame, context)
        values["counts"] = counts.sorted { $0.key < $1.key }.map { column, count in
            [
                "id": column, "count": count.grouped,
                "told": frame.texts("desk-board-count", ["count": count.grouped]),
            ] as [String: Any]
        }
        let total = counts.reduce(0) { $0 + ($1.key == Status.spamID ? 0 : $1.value) }
        values["total"] = frame.texts("desk-board-total", ["count": total.grouped])
        return try desk.pages.response("desk-cards", values, in: context.language)
    }

    private func values(
        _ slice: BoardSlice, _ sight: BoardSight, _ frame: DeskFrame, _ context: DeskContext
    ) -> [String: Any] {
        context.logger.refused(slice.refused)
        let view = CardView(
            slice.desk, frame, me: context.person.id, now: desk.now(), sight: sight)
        var values: [String: Any] = ["cards": slice.cards.map(view.values)]
        for right in Right.allCases where context.person.role.may(right) {
            values["may-\(right.rawValue)"] = true
        }
        return values
    }
}
