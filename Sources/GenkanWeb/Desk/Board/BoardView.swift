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
        var values: [String: Any] = [
            "total": texts("desk-board-total", ["count": total.grouped]),
            "statusCount": min(form.statuses.count, 9),
            "columns": shown.map(column), "columnCount": shown.count,
            "sight": sight.text, "hasSight": !sight.text.isEmpty,
            "mark": page.mark.number, "order": sight.order.rawValue,
            "zone": page.form.form.zone.name,
            "turn": turn, "now": cards.now.microseconds / 1_000,
        ]
        values["within"] = form.answerWithinHours
        values["spam"] = spam
        return values
    }

    /// The columns; with a filter on some of them those alone.
    private var shown: [BoardColumn] {
        guard !sight.filter.columns.isEmpty else { return page.columns }
        return page.columns.filter { sight.filter.columns.contains($0.column.id) }
    }

    private func column(_ column: BoardColumn) -> [String: Any] {
        let stage = Stage(column.column, of: form)
        var values: [String: Any] = [
            "id": column.column.id, "label": column.column.label[language],
            "stage": stage.rawValue, "held": stage == .held,
            "vacant": stage == .held && column.count == 0, "count": column.count.grouped,
            "countText": texts("desk-board-count", ["count": column.count.grouped]),
            "cards": column.cards.map(cards.values),
            "folded": sight.folded.contains(column.column.id),
            "empty": sight.filter.isEmpty
                ? texts[stage.emptyText(isWorked)] : texts["desk-empty-filtered"],
        ]
        if stage == .held {
            values["note"] = texts[isWorked ? "desk-held-note" : "desk-held-note-reading"]
        }
        values["more"] = more(column)
        return values
    }

    /// The way to the same board in the other order: what has waited longest stands last otherwise, and
    /// may not stand on the page at all.
    private var turn: [String: Any] {
        var other = sight
        other.order = sight.order == .newest ? .oldest : .newest
        return [
            "href": other.address(of: form), "text": texts["desk-board-\(other.order.rawValue)"],
        ]
    }

    /// The way to what was marked as spam, when there is any.
    private var spam: [String: Any]? {
        guard page.spam > 0 else { return nil }
        return [
            "href": "/desk/forms/\(form.name)/list?status=spam",
            "text": texts("desk-board-spam", ["count": page.spam.grouped]),
        ]
    }

    /// The way to the cards that are not shown: for the script the next slice, without it the same board
    /// with longer columns, or the word that there are more than a page holds.
    private func more(_ column: BoardColumn) -> [String: Any]? {
        guard column.rest > 0, let last = column.last else { return nil }
        var more = MoreCards(form: form, column: column.column.id, sight: sight, texts: texts)
            .values(behind: last)
        guard let next = BoardLimit.next(after: sight.limit) else {
            more["text"] = texts("desk-board-rest", ["count": column.rest.grouped])
            return more
        }
        var longer = sight
        longer.limit = next
        let count = min(column.rest, next - sight.limit)
        more["href"] = longer.address(of: form) + "#column-\(column.column.id)"
        more["text"] = texts(
            count < column.rest ? "desk-board-more-of" : "desk-board-more",
            ["count": count.grouped, "rest": column.rest.grouped])
        return more
    }
}

/// The last entry of a column that has more cards: behind which one they begin.
struct MoreCards {
    let form: Form
    let column: String
    let sight: BoardSight
    let texts: Texts

    /// For a template: `next`, the address of the next slice.
    func values(behind last: SubmissionID) -> [String: Any] {
        let query = ["behind=\(last)"] + (sight.text.isEmpty ? [] : [sight.text])
        return [
            "next": "/desk/live/forms/\(form.name)/columns/\(column)?"
                + query.joined(separator: "&")
        ]
    }
}
