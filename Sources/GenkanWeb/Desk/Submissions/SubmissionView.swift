import Genkan
import GenkanStorage

/// Makes the values of an opened submission for its template.
struct SubmissionView {
    let opened: OpenedSubmission
    let frame: DeskFrame
    let me: PersonID
    let now: Instant

    private var form: Form { opened.current.form }
    private var state: CardState { opened.card.state }
    private var names: PeopleNames {
        PeopleNames(opened.people, former: opened.former, frame.texts)
    }

    var values: [String: Any] {
        let controls = CardControls(form: form, texts: frame.texts, language: frame.language)
        var values: [String: Any] = [
            "id": opened.card.id.description, "receipt": opened.card.receipt.text,
            "version": state.version, "received": moment(opened.card.receivedAt),
            "status": PlaceView.values(state.place, of: form, frame.language),
            "answers": answers, "history": history,
            "moves": controls.moves(from: state.place),
            "people": names.options(opened.holders, chosen: state.assignee, frame.texts),
            "mine": state.assignee == me,
        ]
        values["assignee"] = state.assignee.map { names[$0] }
        values["release"] = controls.release(from: state.place)
        if case .held(let reason) = state.place {
            values["heldReason"] = reason.label[frame.language]
        }
        if opened.form.version != opened.current.version {
            values["versionText"] = frame.texts(
                "desk-file-version", ["version": "\(opened.form.version)"])
        }
        return values
    }

    /// Every field of the form as it was filled in, blank ones too.
    private var answers: [[String: Any]] {
        opened.form.form.fields.map { field in
            let text = field.text(of: opened.answers[field.name], in: frame.language)
            var values: [String: Any] = ["label": field.label[frame.language]]
            values["value"] = text.isEmpty ? nil : text
            return values
        }
    }

    /// The changes, the latest first, and at the end how it arrived.
    private var history: [[String: Any]] {
        let words = ChangeText(
            form: form, names: names, texts: frame.texts, language: frame.language)
        let changes = opened.history.reversed().map { change -> [String: Any] in
            ["text": words(change), "at": moment(change.at)]
        }
        let arrival = frame.texts[arrivedHeld ? "desk-did-held" : "desk-did-received"]
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
        Moment(instant: instant, zone: form.zone, now: now, texts: frame.texts).values
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
