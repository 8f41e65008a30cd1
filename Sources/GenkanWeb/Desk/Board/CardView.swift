import Genkan
import GenkanStorage

/// Makes the values of cards for the board's template.
struct CardView {
    let desk: FormDesk
    let names: PeopleNames
    let controls: CardControls
    let texts: Texts
    let language: Language
    let me: PersonID
    /// In which times are shown.
    let zone: Zone
    let now: Instant
    /// What goes along to a card's own page, so that it knows its neighbours; empty for nothing.
    let sightText: String
    /// The id of the form on the page that the buttons of a card send.
    var act = "act"
    /// Whether a card can be chosen for what is done to several.
    var isPicked = true

    init(_ desk: FormDesk, _ frame: DeskFrame, me: PersonID, now: Instant, sight: BoardSight) {
        self.desk = desk
        names = PeopleNames(desk.people, former: desk.former, frame.texts)
        controls = CardControls(form: desk.form.form, texts: frame.texts, language: frame.language)
        texts = frame.texts
        language = frame.language
        self.me = me
        zone = frame.zone(or: desk.form.form.zone)
        self.now = now
        sightText = sight.text
    }

    private var form: Form { desk.form.form }

    func values(_ card: Card) -> [String: Any] {
        let place = card.state.place
        var values: [String: Any] = [
            "id": card.id.description, "receipt": card.receipt.text,
            "version": card.state.version, "column": place.columnID,
            "at": card.receivedAt.microseconds, "received": moment(card.receivedAt),
            "unreadable": card.titles == nil, "unread": card.isUnread,
            "act": act, "picks": isPicked,
        ]
        values["query"] = sightText.isEmpty ? "" : "?" + sightText
        values["next"] = controls.next(after: place)
        values["release"] = controls.release(from: place)
        values["assignee"] = card.state.assignee.map { assignee in
            names.values(assignee, me: me).merging(["id": assignee.description]) { $1 }
        }
        values["labels"] = labels(card)
        values["due"] = due(card)
        values["done"] = form.isDone(place)
        values["waiting"] = WaitingView.values(card, of: form, now: now, texts)
        values["notes"] =
            card.notes > 0 ? texts("desk-card-notes", ["count": card.notes.grouped]) : nil
        values["noteCount"] = card.notes.grouped
        values["files"] =
            card.files > 0 ? texts("desk-card-files", ["count": card.files.grouped]) : nil
        values["fileCount"] = card.files.grouped
        values["source"] = card.source == .web ? nil : card.source.label[language]
        let facts = TitleFacts(form: form, language: language)
        add(card.titles.map(facts.values) ?? [], to: &values, of: card)
        return values
    }

    private func add(
        _ facts: [[String: Any]], to values: inout [String: Any], of card: Card
    ) {
        values["title"] = facts.first
        // Only what is on the page may be pointed at.
        values["calledBy"] =
            card.titles == nil || !facts.isEmpty ? "w-\(card.receipt.text)" : nil
        // What a screen reader calls the card by, at each of its buttons.
        values["called"] = facts.first?["value"] ?? card.receipt.text
        values["hasFacts"] = facts.count > 1
        values["facts"] = Array(facts.dropFirst())
    }

    private func labels(_ card: Card) -> [[String: Any]] {
        LabelView.values(card.state.labels, among: desk.labels)
    }

    /// The day until which it is to be done, and how that stands to today.
    private func due(_ card: Card) -> [String: Any]? {
        guard let day = card.state.due else { return nil }
        return DayText(zone: form.zone, now: now, texts: texts)
            .values(day, isDone: form.isDone(card.state.place))
    }

    private func moment(_ instant: Instant) -> [String: Any] {
        Moment(instant: instant, zone: zone, now: now, texts: texts).values
    }
}

extension Form {
    /// Whether the work on what stands in a place is over.
    func isDone(_ place: Place) -> Bool {
        switch place {
        case .held: false
        case .spam: true
        case .status(let id): status(id)?.isFinal ?? false
        }
    }
}

/// How long a card has waited, where that is longer than its form promises: `word`, `text` and `mark`.
enum WaitingView {
    static func values(
        _ card: Card, of form: Form, now: Instant, _ texts: Texts
    ) -> [String: Any]? {
        guard !form.isDone(card.state.place) else { return nil }
        let waiting = Waiting(since: card.receivedAt, within: form.answerWithin, now: now)
        guard waiting != .calm else { return nil }
        return [
            "word": waiting.rawValue, "text": texts["desk-waiting-\(waiting.rawValue)"],
            "mark": texts["desk-waits-\(waiting.rawValue)"],
        ]
    }
}

/// Labels for a template: `label` (the id), `name` and `tone`.
enum LabelView {
    static func values(
        _ labels: Set<LabelID>, among known: [StoredLabel]
    ) -> [[String: Any]] {
        known.filter { labels.contains($0.label.id) && !$0.isRemoved }.map { values($0.label) }
    }

    static func values(_ label: Label) -> [String: Any] {
        ["label": label.id.description, "name": label.name.text, "tone": label.tone.rawValue]
    }
}
