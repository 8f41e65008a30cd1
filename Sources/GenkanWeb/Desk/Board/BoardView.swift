import Genkan
import GenkanStorage

/// Makes the values of a board for its template.
struct BoardView {
    let page: BoardPage
    let limit: Int
    let cards: CardView
    let texts: Texts
    let language: Language

    private var form: Form { page.form.form }

    var values: [String: Any] {
        let total = page.columns.reduce(0) { $0 + $1.count }
        return [
            "total": texts("desk-board-total", ["count": total.grouped]),
            "statusCount": min(form.statuses.count, 9),
            "columns": page.columns.map(column),
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
            "empty": texts[stage.emptyText],
        ]
        if stage == .held, !column.cards.isEmpty { values["note"] = texts["desk-held-note"] }
        values["more"] = more(column)
        return values
    }

    /// The way to the cards that are not shown, or the word that there are more than a page holds.
    private func more(_ column: BoardColumn) -> [String: Any]? {
        let rest = column.count - column.cards.count
        guard rest > 0 else { return nil }
        guard let next = BoardLimit.next(after: limit) else {
            return ["text": texts("desk-board-rest", ["count": rest.grouped])]
        }
        return [
            "href": "/desk/forms/\(form.name)/board?limit=\(next)#column-\(column.column.id)",
            "text": texts("desk-board-more", ["count": min(rest, next - limit).grouped]),
        ]
    }
}

/// How many cards of a column one page shows.
enum BoardLimit {
    static let steps = [50, 200, 500]

    /// The largest step that is not above what was asked for.
    static func step(_ text: Substring?) -> Int {
        let wanted = text.flatMap { Int($0) } ?? 0
        return steps.last { $0 <= wanted } ?? steps[0]
    }

    static func next(after limit: Int) -> Int? { steps.first { $0 > limit } }
}
