import Genkan
import GenkanStorage

/// Makes the values of a list for its template.
struct ListView {
    /// More title fields than these have no column of their own; they stand on the card's page.
    static let mostFields = 5

    let page: ListPage
    let sight: BoardSight
    let cards: CardView
    let frame: DeskFrame

    private var form: Form { page.desk.form.form }
    private var texts: Texts { frame.texts }
    private var list: ListSight { sight.list ?? ListSight() }
    private var fields: [Field] { Array(form.titleFields.prefix(Self.mostFields)) }

    var values: [String: Any] {
        var values: [String: Any] = [
            "total": texts("desk-list-total", ["count": total.grouped]),
            "board": sight.address(of: form), "tabs": tabs,
            "heads": fields.map { ["label": $0.label[frame.language]] },
            "rows": page.cards.map(row), "hasRows": !page.cards.isEmpty,
            "empty": empty, "sight": sight.text, "mark": page.mark.number, "state": state,
        ]
        values["fieldCount"] = fields.isEmpty ? nil : fields.count
        for sort in ListSort.allCases { values["by-\(sort.rawValue)"] = head(sort) }
        values["before"] = page.before.map { address(list.page($0, isBefore: true)) }
        values["behind"] = page.behind.map { address(list.page($0, isBefore: false)) }
        values["hasPages"] = page.before != nil || page.behind != nil
        return values
    }

    /// Two lists of which this is the same look the same, but for times that have grown older.
    private var state: String {
        var state = PageState()
        state.add(page.cards, of: form, now: cards.now, withAges: false)
        state.add(page.counts)
        state.add(page.desk.labels)
        state.add([page.before, page.behind])
        return state.text
    }

    private func address(_ list: ListSight) -> String {
        var other = sight
        other.list = list
        return other.listAddress(of: form)
    }

    private var total: Int {
        let chosen = sight.filter.columns
        return page.counts.reduce(0) { sum, entry in
            let isShown =
                chosen.isEmpty ? entry.key != Status.spamID : chosen.contains(entry.key)
            return isShown ? sum + entry.value : sum
        }
    }

    /// The head of a column: the way to the list sorted by it, and how it is sorted now.
    private func head(_ sort: ListSort) -> [String: Any] {
        let next = list.sorted(by: sort)
        var values: [String: Any] = [
            "href": address(next), "text": texts["desk-list-\(sort.rawValue)"],
            "told": texts[next.isDescending ? "desk-list-descending" : "desk-list-ascending"],
        ]
        if list.sort == sort {
            values["order"] = list.isDescending ? "descending" : "ascending"
        }
        return values
    }

    /// The columns of the board as ways to the list of each, spam among them; what is empty and not
    /// looked at is left out.
    private var tabs: [[String: Any]] {
        let chosen = sight.filter.columns
        let columns = Column.all(of: form).map(\.id) + [Status.spamID]
        let shown = columns.filter { page.counts[$0] ?? 0 > 0 || chosen.contains($0) }
        return [tab(nil, isChosen: chosen.isEmpty)]
            + shown.map { tab($0, isChosen: chosen == [$0]) }
    }

    private func tab(_ column: String?, isChosen: Bool) -> [String: Any] {
        var other = sight
        other.filter.columns = column.map { [$0] } ?? []
        other.list = list.first
        var values: [String: Any] = [
            "href": other.listAddress(of: form), "current": isChosen,
            "label": column.map { form.label(ofColumn: $0, in: frame.language) }
                ?? texts["desk-filter-all"],
        ]
        if let column {
            values["count"] = (page.counts[column] ?? 0).grouped
            values["stage"] = Stage(column: column, of: form).rawValue
        }
        return values
    }

    private func row(_ card: Card) -> [String: Any] {
        var values = cards.values(card)
        var own = sight
        own.list = page.places[card.id].map(list.at) ?? list
        values["query"] = "?" + own.cardText
        let facts = TitleFacts(form: form, language: frame.language)
        values["cells"] = fields.enumerated().map { place, field -> [String: Any] in
            let text = card.titles.map { facts.text(of: field, $0) } ?? ""
            var cell: [String: Any] = ["label": field.label[frame.language], "leads": place == 0]
            cell["value"] = text.isEmpty ? nil : text
            return cell
        }
        values["hasLabels"] = (values["labels"] as? [[String: Any]])?.isEmpty == false
        values["status"] = PlaceView.values(card.state.place, of: form, frame.language)
        return values
    }

    private var empty: String {
        guard sight.filter.isEmpty else {
            let isSpam = sight.filter == BoardFilter(columns: [Status.spamID])
            return texts[isSpam ? "desk-list-empty-spam" : "desk-empty-filtered"]
        }
        return texts["desk-list-empty"]
    }
}

extension Stage {
    /// Of a column by its id.
    init(column id: String, of form: Form) {
        switch id {
        case Status.heldID: self = .held
        case Status.spamID: self = .spam
        default: self = Stage(.status(id), of: form)
        }
    }
}
