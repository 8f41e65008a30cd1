import Genkan
import GenkanStorage

/// Makes the values of an opened submission for its template.
struct SubmissionView {
    let opened: OpenedSubmission
    let frame: DeskFrame
    let me: PersonID
    let now: Instant
    let sight: BoardSight
    let map: MapAddress?

    private var form: Form { opened.current.form }
    private var state: CardState { opened.card.state }
    private var words: ChangeText { ChangeText(opened.desk, frame, now: now) }

    var values: [String: Any] {
        let controls = CardControls(form: form, texts: frame.texts, language: frame.language)
        let words = words
        var values: [String: Any] = [
            "id": opened.card.id.description, "receipt": opened.card.receipt.text,
            "version": state.version, "received": moment(opened.card.receivedAt),
            "status": PlaceView.values(state.place, of: form, frame.language),
            "answers": answers, "history": history(words), "notes": notes(words.names),
            "hasNotes": !opened.notes.isEmpty,
            "moves": controls.moves(from: state.place),
            "people": words.names.options(
                opened.desk.holders, chosen: state.assignee, frame.texts),
            "mine": state.assignee == me, "take": take(words.names), "isSpam": state.place == .spam,
            "labels": labels, "hasLabels": !labels.isEmpty, "dueDay": state.due?.description ?? "",
            "sight": sight.cardText, "query": sight.cardText.isEmpty ? "" : "?" + sight.cardText,
            "board": sight.home(of: form), "state": "\(state.version)-\(opened.notes.count)",
            "crumb": sight.isFromToday
                ? frame.texts["desk-today-heading"] : form.title[frame.language],
            "mark": opened.mark.number, "statusCount": min(form.statuses.count, 9),
            "mentionable": opened.desk.readers.filter { $0.id != me }.map {
                ["id": $0.id.description, "name": $0.name.text]
            },
        ]
        values["called"] = TitleFacts(form: form, language: frame.language).name(of: opened.card)
        values["assignee"] = state.assignee.map { words.names[$0] }
        values["due"] = state.due.map { words.days.values($0, isDone: form.isDone(state.place)) }
        values["waiting"] = WaitingView.values(
            opened.card, of: form, now: now, frame.texts)
        values["release"] = controls.release(from: state.place)
        values["heldReason"] = heldReason
        values["source"] =
            opened.card.source == .web
            ? nil : opened.card.source.label[frame.language]
        values["refusedNotes"] =
            opened.refusedNotes.isEmpty
            ? nil
            : frame.texts("desk-note-refused", ["count": opened.refusedNotes.count.grouped])
        if opened.form.version != opened.current.version {
            values["versionText"] = frame.texts(
                "desk-file-version", ["version": "\(opened.form.version)"])
        }
        return values
    }

    private func take(_ names: PeopleNames) -> String {
        guard let who = state.assignee else { return frame.texts["desk-card-take"] }
        return frame.texts("desk-card-take-over", ["whom": names.addressed(who)])
    }

    private var heldReason: String? {
        switch state.place {
        case .held(let reason): reason.label[frame.language]
        case .spam: frame.texts["desk-file-spam"]
        case .status: nil
        }
    }

    /// Every field of the form as it was filled in, blank ones too, with what can be done with it.
    private var answers: [[String: Any]] {
        let (mapped, map) = addressOnMap ?? ("", "")
        let files = FileView(opened: opened, texts: frame.texts)
        return opened.form.form.fields.map { field in
            let text = field.text(of: opened.answers[field.name], in: frame.language)
            var values: [String: Any] = [
                "label": field.label[frame.language], "name": field.name,
            ]
            values["value"] = text.isEmpty ? nil : text
            values["files"] = files.values(of: field)
            values["hasFiles"] = field.kind.file != nil && !text.isEmpty
            values["link"] = AnswerLink.address(of: field, text)
            values["map"] = field.name == mapped ? map : nil
            return values
        }
    }

    /// The field that the way to a map stands at, and where it leads: to the postal address that the
    /// answers make up together.
    private var addressOnMap: (field: String, link: String)? {
        guard let map else { return nil }
        let parts = opened.form.form.fields.filter(\.isPartOfAddress)
            .map { ($0, $0.text(of: opened.answers[$0.name], in: frame.language)) }
            .filter { !$0.1.isEmpty }
        // The postal code finds the place, but nobody looks for the way there beside it.
        guard let last = parts.last(where: { $0.0.kind != .postalCode }) ?? parts.last else {
            return nil
        }
        return (last.0.name, map.lookingUp(parts.map(\.1).joined(separator: " ")))
    }

    /// Every label of the form, with whether the card has it.
    private var labels: [[String: Any]] {
        opened.desk.labels.filter { !$0.isRemoved }.map { stored in
            LabelView.values(stored.label)
                .merging(["chosen": state.labels.contains(stored.label.id)]) { $1 }
        }
    }

    private func notes(_ names: PeopleNames) -> [[String: Any]] {
        opened.notes.map { note in
            [
                "id": note.id.description, "text": note.text.text,
                "who": names.values(note.author, me: me), "at": moment(note.at),
                "callsMe": note.mentions.contains(me),
            ]
        }
    }

    /// The changes, the latest first, and at the end how it arrived.
    private func history(_ words: ChangeText) -> [[String: Any]] {
        let changes = opened.history.reversed().map { change -> [String: Any] in
            ["text": words(change), "at": moment(change.at)]
        }
        // Every change is a version, and the first version is none.
        let older = state.version - CardState.firstVersion - Int64(opened.history.count)
        guard older <= 0 else {
            let text = frame.texts("desk-did-older", ["count": Int(older).grouped])
            return changes + [["text": text, "at": moment(opened.card.receivedAt)]]
        }
        var arrival = frame.texts[arrivedHeld ? "desk-did-held" : "desk-did-received"]
        if let who = opened.enteredBy {
            arrival = frame.texts("desk-did-entered", ["who": words.names.addressed(who)])
        }
        return changes + [["text": arrival, "at": moment(opened.card.receivedAt)]]
    }

    private var arrivedHeld: Bool {
        let moves = opened.history.lazy.compactMap { change -> Place? in
            guard case .moved(let from, _) = change.kind else { return nil }
            return from
        }
        guard case .held = moves.first ?? state.place else { return false }
        return true
    }

    private func moment(_ instant: Instant) -> [String: Any] {
        Moment(
            instant: instant, zone: frame.zone(or: form.zone), now: now, texts: frame.texts
        ).values
    }
}

/// Where an answer leads: an e-mail address to a mail, a telephone number to a call.
enum AnswerLink {
    /// Nil for what leads nowhere. The answers have been checked against their kinds.
    static func address(of field: Field, _ text: String) -> String? {
        guard !text.isEmpty else { return nil }
        switch field.kind {
        case .email:
            // RFC 6068 § 2: what is no `unreserved` and no `@` is percent-encoded.
            return "mailto:"
                + text.split(separator: "@", omittingEmptySubsequences: false)
                .map { PercentEncoding.encoded(String($0)) }.joined(separator: "@")
        case .phone:
            // RFC 3966 § 3: digits alone, in front perhaps a plus; no extension.
            let number = text.unicodeScalars.prefix {
                "0123456789+-. ()/".unicodeScalars.contains($0)
            }
            let digits = number.filter { ("0"..."9").contains($0) || $0 == "+" }
            return digits.count < 5 ? nil : "tel:" + String(String.UnicodeScalarView(digits))
        default: return nil
        }
    }
}

/// A place for a template: `label` and `stage`.
enum PlaceView {
    static func values(_ place: Place, of form: Form, _ language: Language) -> [String: Any] {
        [
            "label": form.label(of: place, in: language),
            "stage": Stage(place, of: form).rawValue,
        ]
    }
}
