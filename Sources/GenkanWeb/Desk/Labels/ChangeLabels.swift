import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET /desk/forms/{form}/labels`: the labels of a form, and the forms that make, change and remove them.
struct ShowLabels: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        return try await page(form, context, notice: LabelNotice(request))
    }

    /// What could not be taken, and why.
    struct Refused {
        /// Which label was to be changed; nil when one was to be made.
        let label: String?
        let name: String?
        let tone: Label.Tone?
        /// The end of the text's key.
        let problem: String
    }

    /// The page; with what was typed, and what is wrong with it where it stands, when it could not be
    /// taken (422).
    func page(
        _ form: RegisteredForm, _ context: DeskContext, notice: LabelNotice? = nil,
        refused: Refused? = nil
    ) async throws -> Response {
        let slice = try await desk.board.cards(
            [], of: form.id, for: context.session.live, now: desk.now())
        let frame = try DeskFrame(desk: desk, context: context, form: form.form)
        let labels = slice.desk.labels.filter { !$0.isRemoved }.map(\.label)
        var values = frame.values(
            title: frame.texts("desk-labels-title", ["form": frame.formTitle]))
        values["here"] = "/desk/forms/\(form.form.name)/labels"
        values["labels"] = labels.map { label in
            LabelView.values(label).merging(
                field(refused.flatMap { $0.label == label.id.description ? $0 : nil }, label, frame)
            ) { $1 }
        }
        values["hasLabels"] = !labels.isEmpty
        values["notice"] = notice.map { frame.texts["desk-labels-\($0.rawValue)"] }
        let isListed = labels.contains { $0.id.description == refused?.label }
        values["make"] = field(isListed ? nil : refused, nil, frame, fresh: Self.fresh(labels))
        return try desk.pages.response(
            "desk-labels", values, in: context.language,
            status: refused == nil ? .ok : .unprocessableContent)
    }

    /// One label's form: as it is, or as it was typed.
    private func field(
        _ refused: Refused?, _ label: Label?, _ frame: DeskFrame, fresh: Label.Tone = .grey
    ) -> [String: Any] {
        var values: [String: Any] = [
            "tones": tones(refused?.tone ?? label?.tone ?? fresh, frame),
            "typed": refused?.name ?? label?.name.text ?? "",
        ]
        values["problem"] = refused.map { ["text": frame.texts["desk-labels-\($0.problem)"]] }
        return values
    }

    /// The tone that the fewest labels have, for the next one.
    private static func fresh(_ labels: [Label]) -> Label.Tone {
        Label.Tone.allCases.dropFirst().min { one, other in
            labels.count { $0.tone == one } < labels.count { $0.tone == other }
        } ?? .grey
    }

    private func tones(_ chosen: Label.Tone, _ frame: DeskFrame) -> [[String: Any]] {
        Label.Tone.allCases.map { tone in
            [
                "tone": tone.rawValue, "text": frame.texts["desk-tone-\(tone.rawValue)"],
                "chosen": tone == chosen,
            ]
        }
    }
}

/// What was just done with a label.
enum LabelNotice: String {
    case made
    case changed
    case removed

    init?(_ request: Request) {
        guard let word = request.uri.queryParameters["done"] else { return nil }
        self.init(rawValue: String(word))
    }
}

/// `POST /desk/forms/{form}/labels/{make,change,remove}`.
struct ChangeLabels: Sendable {
    let desk: Desk

    func callAsFunction(
        _ request: Request, _ context: DeskContext, _ done: LabelNotice
    ) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        guard let change = try change(done, post) else {
            return try await again(form, post, "unnamed", context)
        }
        let outcome = try await desk.board.change(
            change, of: form.id, for: context.session.live, now: desk.now())
        switch outcome {
        case .changed:
            return .redirect(
                to: "/desk/forms/\(form.form.name)/labels?done=\(done.rawValue)", type: .normal)
        case .taken: return try await again(form, post, "taken", context)
        case .full: return try await again(form, post, "full", context)
        case .gone: return try await again(form, post, "gone", context)
        }
    }

    private func again(
        _ form: RegisteredForm, _ post: DeskPost, _ problem: String, _ context: DeskContext
    ) async throws -> Response {
        try await ShowLabels(desk: desk).page(
            form, context,
            refused: .init(
                label: post["label"], name: post["name"],
                tone: post["tone"].flatMap { Label.Tone(rawValue: $0) }, problem: problem))
    }

    /// Nil for a name that is none.
    private func change(_ done: LabelNotice, _ post: DeskPost) throws(HTTPError) -> LabelChange? {
        let tone = post["tone"].flatMap { Label.Tone(rawValue: $0) } ?? .grey
        let name = post["name"].flatMap { LabelName($0) }
        switch done {
        case .made:
            return name.map { .make($0, tone) }
        case .changed:
            let label = try label(post)
            return name.map { .change(label, $0, tone) }
        case .removed:
            return .remove(try label(post))
        }
    }

    private func label(_ post: DeskPost) throws(HTTPError) -> LabelID {
        guard let label = post["label"].flatMap({ LabelID($0) }) else {
            throw HTTPError(.badRequest)
        }
        return label
    }
}
