import Genkan
import GenkanStorage

/// Makes the values of the filter above a board: what can be chosen, what is, and the person's views.
struct FilterView {
    let desk: FormDesk
    let sight: BoardSight
    let names: PeopleNames
    let frame: DeskFrame
    let views: [SavedView]
    let me: PersonID
    let now: Instant
    /// The columns of the page, of which some may be the form's no longer.
    var shown: [String] = []

    private var days: DayText { DayText(zone: form.zone, now: now, texts: texts) }
    private var form: Form { desk.form.form }
    private var texts: Texts { frame.texts }
    private var filter: BoardFilter { sight.filter }

    var values: [String: Any] {
        let chips = chips
        return [
            "isOn": !filter.isEmpty, "count": chips.count, "chips": chips,
            "kept": kept, "clear": address(cleared),
            "statuses": statuses, "assignees": assignees, "dues": dues, "labels": labels,
            "hasLabels": !labels.isEmpty,
            "flags": flags, "fields": fields,
            "from": filter.from?.description ?? "", "to": filter.to?.description ?? "",
            "views": views.map(view), "hasViews": !views.isEmpty,
            "sight": sight.text,
            "isOther": isOther, "hasRest": isOther || !views.isEmpty,
        ]
    }

    private var cleared: BoardSight {
        BoardSight(limit: sight.limit, order: sight.order, folded: sight.folded)
    }

    /// The same page, board or list, with another filter.
    private func address(_ other: BoardSight) -> String {
        var other = other
        other.list = sight.list.map { (other.list ?? $0).first }
        return other.home(of: form)
    }

    /// What of the address the form of the filter does not ask for, and sends along.
    private var kept: [[String: Any]] {
        var kept: [(name: String, value: String)] = []
        if sight.order != .newest { kept.append(("order", sight.order.rawValue)) }
        kept += sight.folded.sorted().map { ("folded", $0) }
        return (kept + (sight.list?.orderFields ?? [])).map {
            ["name": $0.name, "value": $0.value]
        }
    }

    /// The columns, and spam where a list is looked at: no board shows that.
    private var statuses: [[String: Any]] {
        let columns = Column.all(of: form, occupied: shown + filter.columns).map(\.id)
        return (columns + (sight.list == nil ? [] : [Status.spamID])).map { column in
            [
                "id": column, "label": form.label(ofColumn: column, in: frame.language),
                "stage": Stage(column: column, of: form).rawValue,
                "chosen": filter.columns.contains(column),
            ]
        }
    }

    private var assignees: [[String: Any]] {
        var options = [
            option("", texts["desk-filter-anybody"], filter.assignee == nil),
            option("me", texts["desk-filter-me"], filter.assignee == .me),
            option("none", texts["desk-card-nobody"], filter.assignee == .nobody),
        ]
        for person in desk.holders where person.id != me {
            options.append(
                option(
                    person.id.description, names[person.id], filter.assignee == .person(person.id)))
        }
        return options
    }

    private var dues: [[String: Any]] {
        [option("", texts["desk-filter-due-all"], filter.due == nil)]
            + BoardFilter.Due.allCases.map { due in
                option(due.rawValue, texts["desk-filter-due-\(due.rawValue)"], filter.due == due)
            }
    }

    private var labels: [[String: Any]] {
        desk.labels.filter { !$0.isRemoved }.map { stored in
            LabelView.values(stored.label)
                .merging(["chosen": filter.labels.contains(stored.label.id)]) { $1 }
        }
    }

    private var flags: [[String: Any]] {
        let flags = [
            ("unread", filter.isUnread), ("mentioned", filter.isMentioned),
            ("overdue", filter.isOverdue),
        ]
        return flags.map { name, isOn in
            ["name": name, "text": texts["desk-filter-\(name)"], "chosen": isOn]
        }
    }

    /// The fields whose answers stand in clear: choices as a list, others as a text.
    private var fields: [[String: Any]] {
        form.fields.filter { !$0.isPersonal && $0.kind != .consent }.map { field in
            let chosen = filter.answers[field.name] ?? ""
            var values: [String: Any] = [
                "name": "answer-\(field.name)", "label": field.label[frame.language],
                "value": chosen, "isList": false,
            ]
            if case .choice(let choice) = field.kind {
                values["isList"] = true
                values["options"] =
                    [option("", texts["desk-filter-all"], chosen.isEmpty)]
                    + choice.options.map {
                        option($0.id, $0.label[frame.language], $0.id == chosen)
                    }
            }
            return values
        }
    }

    private func option(_ value: String, _ text: String, _ isChosen: Bool) -> [String: Any] {
        ["value": value, "text": text, "chosen": isChosen]
    }

    private func view(_ view: SavedView) -> [String: Any] {
        var saved = BoardSight(text: view.query, of: desk.form)
        saved.folded = sight.folded
        // What was saved on a board stands in a list as it stands there.
        if sight.list != nil { saved.list = saved.asList.list }
        return [
            "id": view.id.description, "name": view.name.text,
            "href": address(saved), "current": isThis(saved),
        ]
    }

    /// Whether it is another than everybody finds, so that it can be kept: by what is filtered, or by its
    /// order alone.
    private var isOther: Bool {
        !filter.isEmpty || sight.order != .newest
            || sight.list.map { $0.first != ListSight() } == true
    }

    private func isThis(_ saved: BoardSight) -> Bool {
        guard saved.filter == filter else { return false }
        if let list = sight.list { return saved.list?.first == list.first }
        // Of what filters nothing its order in the list is all there is.
        return saved.order == sight.order && !(filter.isEmpty && saved.list != nil)
    }

    /// What is filtered by, each with the way to the board without it.
    private var chips: [[String: Any]] {
        var chips: [[String: Any]] = []
        func add(_ text: String, without change: (inout BoardFilter) -> Void) {
            var rest = sight
            change(&rest.filter)
            chips.append([
                "text": text, "href": address(rest),
                "told": texts("desk-filter-remove", ["filter": text]),
            ])
        }
        for column in filter.columns.sorted() {
            add(form.label(ofColumn: column, in: frame.language)) { $0.columns.remove(column) }
        }
        if let assignee = filter.assignee { add(text(assignee)) { $0.assignee = nil } }
        for stored in desk.labels where filter.labels.contains(stored.label.id) {
            add(stored.label.name.text) { $0.labels.remove(stored.label.id) }
        }
        if let due = filter.due { add(texts["desk-filter-due-\(due.rawValue)"]) { $0.due = nil } }
        if filter.isUnread { add(texts["desk-filter-unread"]) { $0.isUnread = false } }
        if filter.isMentioned { add(texts["desk-filter-mentioned"]) { $0.isMentioned = false } }
        if filter.isOverdue { add(texts["desk-filter-overdue"]) { $0.isOverdue = false } }
        if let from = filter.from {
            add(texts("desk-filter-since", ["day": days.text(from)])) { $0.from = nil }
        }
        if let to = filter.to {
            add(texts("desk-filter-until", ["day": days.text(to)])) { $0.to = nil }
        }
        for (name, value) in filter.answers.sorted(by: { $0.key < $1.key }) {
            add(text(name, value)) { $0.answers[name] = nil }
        }
        return chips
    }

    private func text(_ assignee: BoardFilter.Assignee) -> String {
        switch assignee {
        case .me: texts["desk-filter-me"]
        case .nobody: texts["desk-card-nobody"]
        case .person(let person): names[person]
        }
    }

    private func text(_ name: String, _ value: String) -> String {
        guard let field = form.field(named: name) else { return value }
        return texts(
            "desk-filter-answer",
            [
                "field": field.label[frame.language],
                "answer": field.text(of: [value], in: frame.language),
            ])
    }
}

extension Form {
    /// The name of a column by its id.
    func label(ofColumn id: String, in language: Language) -> String {
        switch id {
        case Status.heldID: Column(kind: .held).label[language]
        case Status.spamID: label(of: .spam, in: language)
        default: label(of: .status(id), in: language)
        }
    }
}
