import Genkan
import GenkanStorage

extension DoneNotice {
    /// For a template: `text`, `href` of a card that the page does not show, and `undo`. Nil about a card that there is no longer.
    func values(
        of form: RegisteredForm, shown cards: some Sequence<Card>, _ desk: Desk,
        _ frame: DeskFrame, _ context: DeskContext
    ) async -> [String: Any]? {
        var notice: [String: Any]
        if let id = submission {
            let shown = cards.first { $0.id == id }
            let card =
                if let shown { shown } else {
                    try? await desk.board.cards(
                        [id], of: form.id, for: context.session.live, now: desk.now()
                    ).cards.first
                }
            guard let card else { return nil }
            notice = ["text": text(card, form.form, frame)]
            if shown == nil { notice["href"] = "/desk/submissions/\(id)" }
        } else {
            notice = ["text": text(frame)]
        }
        notice["undo"] = undoing(of: form.form)
        notice["left"] = await leftAlone(form, desk, frame, context)
        return notice
    }

    /// The cards that were left alone, and what people call them by.
    private func leftAlone(
        _ form: RegisteredForm, _ desk: Desk, _ frame: DeskFrame, _ context: DeskContext
    ) async -> [[String: String]] {
        guard !left.isEmpty else { return [] }
        let cards = try? await desk.board.cards(
            left, of: form.id, for: context.session.live, now: desk.now()
        ).cards
        let facts = TitleFacts(form: form.form, language: frame.language)
        return (cards ?? []).map {
            ["id": $0.id.description, "called": facts.name(of: $0) ?? $0.receipt.text]
        }
    }

    /// For the template `desk-undo`: the `form`, and each `card` that can be put back. Nil for none.
    func undoing(of form: Form) -> [String: Any]? {
        undo.isEmpty ? nil : ["form": form.name, "cards": undo.map { ["card": $0.text] }]
    }
}
