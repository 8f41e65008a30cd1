import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// The page on which an inquiry is written down, empty or with everything that was typed.
struct EntryPage {
    let desk: Desk
    let form: RegisteredForm
    let entry: EntryPost
    let context: DeskContext

    /// The page; with a refusal its words stand above the fields and have the focus.
    func response(_ refusal: EntryRefusal? = nil) throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context, form: form.form)
        let title = frame.texts("desk-entry-title", ["form": frame.formTitle])
        var values = frame.values(
            title: refusal == nil
                ? title : frame.texts("entrance-error-title", ["title": title]))
        values["here"] = "/desk/forms/\(form.form.name)/new"
        values.merge(fields(refusal, frame)) { $1 }
        values["sources"] = Source.byHand.map { source -> [String: Any] in
            [
                "source": source.rawValue, "label": source.label[frame.language],
                "chosen": source == entry.source,
            ]
        }
        values["isTaken"] = entry.isTaken
        values["key"] = entry.key
        values["draftKey"] = try context.draftKey()
        values["note"] = entry.note
        values["noteProblem"] = noteText(refusal, frame)
        values["notice"] = refusal.map { notice($0, frame) }
        var response = try desk.pages.response(
            "desk-entry", values, in: context.language, status: refusal?.status ?? .ok)
        if refusal?.status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
        return response
    }

    /// Every field as the hosted form has it, but none is required. What a page sends along without
    /// asking goes along here, too, where the form cannot do without it.
    private func fields(_ refusal: EntryRefusal?, _ frame: DeskFrame) -> [String: Any] {
        let problems = refusal?.problems ?? []
        let views = form.form.fields.map { field in
            FieldView(
                field: field, form: form.form, typed: entry.raw,
                problem: problems.first { $0.field == field.name }, language: frame.language,
                texts: frame.texts)
        }
        let own = ["required": false, "unmarked": true, "autocomplete": "off"] as [String: Any]
        func values(_ view: FieldView) -> [String: Any] {
            view.values.merging(own) { $1 }
                .merging(["name": EntryPost.answer + view.field.name]) { $1 }
        }
        return [
            "fields": views.filter { $0.isVisible && $0.field.kind.file == nil }.map(values),
            "kept": views.filter { !$0.isVisible && $0.field.isRequired }.map(values),
        ]
    }

    private func noteText(_ refusal: EntryRefusal?, _ frame: DeskFrame) -> String? {
        guard case .problems(_, let note?) = refusal else { return nil }
        return frame.texts(
            "desk-note-\(note.rawValue)", ["most": NoteText.longest.grouped])
    }

    private func notice(_ refusal: EntryRefusal, _ frame: DeskFrame) -> [String: Any] {
        let word = refusal.word
        var notice: [String: Any] = [
            "tone": word == "problems" ? "danger" : "caution",
            "heading": frame.texts["desk-entry-\(word)-heading"],
            "text": frame.texts["desk-entry-\(word)-text"],
        ]
        guard case .problems = refusal else { return notice }
        var problems = refusal.problems.map { problem in
            [
                "target": FieldView.target(of: problem.field, in: form.form),
                "text": problem.text(in: frame.language, form: form.form),
            ]
        }
        if let text = noteText(refusal, frame) {
            problems.append(["target": EntryPost.note, "text": text])
        }
        notice["hasProblems"] = true
        notice["problems"] = problems
        return notice
    }
}

extension EntryRefusal {
    fileprivate var problems: [FieldProblem] {
        if case .problems(let problems, _) = self { problems } else { [] }
    }

    /// As the texts have it.
    fileprivate var word: String {
        switch self {
        case .problems: "problems"
        case .sentBefore: "repeated"
        case .busy: "busy"
        case .tooLarge: "large"
        }
    }

    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .problems: .unprocessableContent
        case .sentBefore: .conflict
        case .busy: .serviceUnavailable
        case .tooLarge: .contentTooLarge
        }
    }
}
