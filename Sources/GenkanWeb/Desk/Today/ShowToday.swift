import Genkan
import GenkanStorage
import Hummingbird

/// `GET /desk/today`: what waits for the reader in every form they can open, and nothing else. An open page
/// asks for the same by itself now and then, below `/desk/live`.
struct ShowToday: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let list = try await desk.board.forms(for: context.session.live)
        let frame = try DeskFrame(desk: desk, context: context)
        var forms: [[String: Any]] = []
        var state = PageState()
        let since = ChangeMark(
            number: request.uri.queryParameters["mark"].flatMap { Int64($0) } ?? .max)
        var mark: ChangeMark?
        var arrived: [SubmissionID] = []
        for form in list.forms {
            // Asked before the cards: what comes meanwhile is told next time.
            let news = try await desk.board.changes(
                of: form.id, since: since, for: context.session.live)
            mark = mark.map { min($0, news.mark) } ?? news.mark
            arrived += news.arrived
            let today = try await desk.board.today(
                form.id, for: context.session.live, now: desk.now())
            context.logger.refused(today.refused)
            let view = TodayView(
                today: today, frame: frame, me: context.person.id, now: desk.now())
            view.add(to: &state)
            if let values = view.values { forms.append(values) }
        }
        var values = frame.values(title: frame.texts["desk-today-title"])
        values["atToday"] = true
        values["here"] = "/desk/today"
        values["page"] = "today"
        values["mark"] = mark?.number
        values["arrived"] = arrived.suffix(100).map(\.description).joined(separator: " ")
        values["state"] = state.text
        values["forms"] = forms
        values["isEmpty"] = forms.isEmpty
        values["hasNoForms"] = list.forms.isEmpty
        values["refused"] = ListForms(desk: desk).refused(list, frame, context)
        values["mailTrouble"] = await desk.mailTrouble(
            for: context.person, frame.texts,
            zone: frame.zone(or: list.forms.first?.form.zone ?? .utc))
        values["notice"] = try await notice(request, frame, context)
        return try desk.pages.response("desk-today", values, in: context.language)
    }

    /// What was just done, with the way to undo it. The card is told of with the way to it, for it may
    /// wait for nobody any more.
    private func notice(
        _ request: Request, _ frame: DeskFrame, _ context: DeskContext
    ) async throws -> [String: Any]? {
        guard let done = DoneNotice(request) else { return nil }
        guard let id = done.submission else { return ["text": done.text(frame)] }
        guard
            let form = try? await desk.board.form(of: id, for: context.session.live)
        else { return nil }
        return await done.values(of: form, shown: [], desk, frame, context)
    }
}
