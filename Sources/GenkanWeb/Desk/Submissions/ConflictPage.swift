import Genkan
import GenkanStorage
import Hummingbird

/// The page (409) after a stale change: what others did since it was seen, how the card stands, and the
/// choice to leave it or to do it on top.
struct ConflictPage {
    /// What is sent again when it is done all the same, besides what the order itself needs.
    private static let repeated = [
        "form", "from", "sight", "assignee", "due", "clear", "add", "remove",
    ]

    let desk: Desk
    let form: RegisteredForm
    let submission: SubmissionID
    let post: DeskPost
    let order: CardOrder
    let back: String

    func response(
        _ current: CardState, _ changes: [CardChange], _ context: DeskContext
    ) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context, form: form.form)
        let slice = try await desk.board.cards(
            [submission], of: form.id, for: context.session.live, now: desk.now())
        let words = ChangeText(slice.desk, frame, now: desk.now())
        let receipt = ReceiptCode(of: submission).text
        var values = frame.values(
            title: frame.texts("desk-conflict-title", ["receipt": receipt]))
        values["here"] = "/desk/submissions/\(submission)"
        values["receipt"] = receipt
        values["called"] = slice.cards.first.flatMap(
            TitleFacts(form: form.form, language: frame.language).name)
        values["changes"] = changes.map { change -> [String: Any] in
            let moment = Moment(
                instant: change.at, zone: frame.zone(or: form.form.zone), now: desk.now(),
                texts: frame.texts)
            return ["text": words(change), "at": moment.values]
        }
        values.merge(self.values(current, slice.desk, words, frame)) { $1 }
        values["wanted"] = words.wish(order.action)
        values["back"] = back
        values["action"] = "/desk/submissions/\(submission)/\(order.verb.rawValue)"
        values["version"] = current.version
        values["fields"] = fields
        return try desk.pages.response(
            "desk-conflict", values, in: context.language, status: .conflict)
    }

    /// How the card stands now.
    private func values(
        _ current: CardState, _ desk: FormDesk, _ words: ChangeText, _ frame: DeskFrame
    ) -> [String: Any] {
        let labels = LabelView.values(current.labels, among: desk.labels)
        var values: [String: Any] = [
            "status": PlaceView.values(current.place, of: form.form, frame.language),
            "labels": labels, "hasLabels": !labels.isEmpty,
        ]
        values["assigneeText"] =
            current.assignee
            .map { frame.texts("desk-assigned-to", ["whom": words.names.addressed($0)]) }
            ?? frame.texts["desk-card-nobody"]
        values["due"] = current.due.map {
            words.days.values($0, isDone: form.form.isDone(current.place))
        }
        return values
    }

    private var fields: [[String: Any]] {
        var fields = Self.repeated.flatMap { name in
            post.values(name).map { ["name": name, "value": $0] as [String: Any] }
        }
        if case .move(let status) = order.action {
            fields.append(["name": "status", "value": status])
        }
        return fields
    }
}
