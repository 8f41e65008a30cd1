import Genkan
import GenkanStorage
import Hummingbird

/// The page (409) after a stale change: what the other person did, how the card stands, and the
/// choice to leave it or to do it on top.
struct ConflictPage {
    /// What is sent again when it is done all the same, besides what the order itself needs.
    private static let repeated = ["form", "from", "sight", "assignee", "due", "add", "remove"]

    let desk: Desk
    let form: RegisteredForm
    let submission: SubmissionID
    let post: DeskPost
    let order: CardOrder
    let back: String

    func response(
        _ current: CardState, _ latest: CardChange?, _ context: DeskContext
    ) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context, form: form.form)
        let slice = try await desk.board.cards(
            [], of: form.id, for: context.session.live, now: desk.now())
        let words = ChangeText(slice.desk, frame, now: desk.now())
        let receipt = ReceiptCode(of: submission).text
        var values = frame.values(
            title: frame.texts("desk-conflict-title", ["receipt": receipt]))
        values["here"] = "/desk/submissions/\(submission)"
        values["receipt"] = receipt
        values["last"] = latest.map { change -> [String: Any] in
            let moment = Moment(
                instant: change.at, zone: frame.zone(or: form.form.zone), now: desk.now(),
                texts: frame.texts)
            return ["text": words(change), "at": moment.values]
        }
        values["status"] = PlaceView.values(current.place, of: form.form, frame.language)
        values["assigneeText"] =
            current.assignee
            .map { frame.texts("desk-assigned-to", ["whom": words.names[$0].isolated]) }
            ?? frame.texts["desk-card-nobody"]
        values["wanted"] = words.wish(order.action)
        values["back"] = back
        values["action"] = "/desk/submissions/\(submission)/\(order.verb.rawValue)"
        values["version"] = current.version
        values["fields"] = fields
        return try desk.pages.response(
            "desk-conflict", values, in: context.language, status: .conflict)
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
