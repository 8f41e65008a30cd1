import Genkan
import GenkanStorage
import Hummingbird

/// The page (409) after a stale change: what the other person did, how the card stands, and the
/// choice to leave it or to do it on top.
struct ConflictPage {
    /// What is sent again when it is done all the same.
    private static let repeated = [
        "form", "receipt", "from", "limit", "order", "status", "assignee",
    ]

    let desk: Desk
    let form: Form
    let submission: SubmissionID
    let post: DeskPost
    let action: ChangeCard.Action
    let move: CardMove
    let back: String

    func response(
        _ current: CardState, _ latest: CardChange?, _ context: DeskContext
    ) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context, form: form)
        let names = PeopleNames(
            try await desk.staff.people(), former: try await desk.staff.former(), frame.texts)
        let words = ChangeText(
            form: form, names: names, texts: frame.texts, language: frame.language)
        let receipt = post["receipt"].flatMap { ReceiptCode($0) }?.text
        var values = frame.values(
            title: frame.texts("desk-conflict-title", ["receipt": receipt ?? frame.formTitle]))
        values["here"] = "/desk/submissions/\(submission)"
        values["receipt"] = receipt
        values["last"] = latest.map { change -> [String: Any] in
            let moment = Moment(
                instant: change.at, zone: form.zone, now: desk.now(), texts: frame.texts)
            return ["text": words(change), "at": moment.values]
        }
        values["status"] = PlaceView.values(current.place, of: form, frame.language)
        values["assigneeText"] =
            current.assignee.map { frame.texts("desk-assigned-to", ["whom": names[$0].isolated]) }
            ?? frame.texts["desk-card-nobody"]
        values["wanted"] = words.wish(move)
        values["back"] = back
        values["action"] = "/desk/submissions/\(submission)/\(action.rawValue)"
        values["version"] = current.version
        values["fields"] = Self.repeated.compactMap { name in
            post[name].map { ["name": name, "value": $0] }
        }
        return try desk.pages.response(
            "desk-conflict", values, in: context.language, status: .conflict)
    }
}
