import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `POST /desk/forms/{form}/cards/delete` shows what would be deleted and asks; `POST
/// /desk/forms/{form}/delete` deletes it. Only what is held or marked as spam can be deleted by hand.
struct DeleteCards: Sendable {
    let desk: Desk

    /// Nothing is deleted yet.
    func ask(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        guard !post.values("card").isEmpty else {
            return .redirect(to: WayBack(post, form).withNothingChosen, type: .normal)
        }
        let chosen = try post.cards("card")
        let slice = try await desk.board.cards(
            chosen.map(\.id), of: form.id, for: context.session.live, now: desk.now())
        guard !slice.cards.isEmpty else { throw HTTPError(.notFound) }
        let deletable = slice.cards.filter { card in
            card.state.place.mayBeDeleted
                && chosen.contains { $0.id == card.id && $0.version == card.state.version }
        }
        let frame = try DeskFrame(desk: desk, context: context, form: form.form)
        var values = frame.values(title: frame.texts["desk-delete-heading"])
        values["here"] = WayBack(post, form).withNothingSaid
        values["back"] = values["here"]
        values["hasCards"] = !deletable.isEmpty
        values["count"] = frame.texts("desk-delete-count", ["count": deletable.count.grouped])
        values["kept"] = kept(chosen.count - deletable.count, frame)
        values["cards"] = deletable.map { card -> [String: Any] in
            let title = TitleFacts(form: form.form, language: frame.language).name(of: card)
            let seen = SeenCard(id: card.id, version: card.state.version)
            return [
                "seen": seen.text, "receipt": card.receipt.text, "title": title ?? "",
            ]
        }
        values["fields"] = ["from", "sight"].compactMap { name in
            post[name].map { ["name": name, "value": $0] }
        }
        return try desk.pages.response("desk-delete", values, in: context.language)
    }

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let cards = try post.cards("card")
        let outcomes = try await desk.board.delete(
            cards, of: form.id, for: context.session.live, now: desk.now())
        let deleted = outcomes.count { if case .changed = $0 { true } else { false } }
        return .redirect(
            to: WayBack(post, form)
                .afterDeleting(deleted, kept: cards.count - deleted), type: .normal)
    }

    private func kept(_ count: Int, _ frame: DeskFrame) -> String? {
        count > 0 ? frame.texts("desk-delete-kept", ["count": count.grouped]) : nil
    }
}
