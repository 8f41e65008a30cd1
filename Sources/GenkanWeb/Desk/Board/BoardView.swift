import Genkan
import GenkanStorage

/// Makes the values of a board for its template.
struct BoardView {
    let page: BoardPage
    let sight: BoardSight
    let cards: CardView
    let texts: Texts
    let language: Language
    /// Whether the reader works the board; who only reads is not told to.
    let isWorked: Bool

    private var form: Form { page.form.form }

    var values: [String: Any] {
        let total = page.columns.reduce(0) { $0 + $1.count }
        return [
            "total": texts("desk-board-total", ["count": total.grouped]),
            "statusCount": min(form.statuses.count, 9),
            "columns": page.columns.map(column),
            "sight": sight.fields.map { ["name": $0.name, "value": $0.value] as [String: Any] },
            "turn": turn,
        ]
    }

    private func column(_ column: BoardColumn) -> [String: Any] {
        let stage = Stage(column.column, of: form)
        var values: [String: Any] = [
            "id": column.column.id, "label": column.column.label[language],
            "stage": stage.rawValue, "held": stage == .held,
            "vacant": stage == .held && column.cards.isEmpty, "count": column.count.grouped,
            "countText": texts("desk-board-count", ["count": column.count.grouped]),
            "cards": column.cards.map(cards.values), "hasCards": !column.cards.isEmpty,
            "empty": texts[stage.emptyText(isWorked)],
        ]
        if stage == .held, !column.cards.isEmpty {
            values["note"] = texts[isWorked ? "desk-held-note" : "desk-held-note-reading"]
        }
        values["more"] = more(column)
        return values
    }

    /// The way to the same board in the other order: what has waited longest stands last otherwise, and
    /// may not stand on the page at all.
    private var turn: [String: Any] {
        let other: BoardOrder = sight.order == .newest ? .oldest : .newest
        return [
            "href": BoardSight(limit: sight.limit, order: other).address(of: form),
            "text": texts["desk-board-\(other.rawValue)"],
        ]
    }

    /// The way to the cards that are not shown, or the word that there are more than a page holds.
    private func more(_ column: BoardColumn) -> [String: Any]? {
        let rest = column.rest
        guard rest > 0 else { return nil }
        guard !column.isCut, let next = BoardLimit.next(after: sight.limit) else {
            return ["text": texts("desk-board-rest", ["count": rest.grouped])]
        }
        let address = BoardSight(limit: next, order: sight.order).address(of: form)
        let count = min(rest, next - sight.limit)
        return [
            "href": address + "#column-\(column.column.id)",
            "text": texts(
                count < rest ? "desk-board-more-of" : "desk-board-more",
                ["count": count.grouped, "rest": rest.grouped]),
        ]
    }
}
