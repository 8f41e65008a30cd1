import Genkan
import HTTPTypes
import Hummingbird

extension ReturnPath {
    /// The page that a change was asked for on: of cards the board, the list or a card's own page, as it was
    /// looked at; of a form its grants; of a person theirs. Nil for a request that is none. The answers of a
    /// form are believed as far as a path of ours goes.
    ///
    /// - Parameter sent: the answers, when they were read already.
    init?(ofChange request: Request, sent: RawSubmission?) async {
        let parts = request.uri.path.split(separator: "/")
        guard request.method == .post, parts.count >= 2, parts[0] == "desk" else { return nil }
        if let page = Self.pageOfPeople(parts) {
            self = page
            return
        }
        if parts.count == 5, parts[1] == "forms", parts[3] == "access" {
            self.init("/desk/forms/\(parts[2])/access")
            return
        }
        if parts.count >= 4, parts[1] == "forms", let page = Self.pagesOfForms[parts[3]] {
            self.init("/desk/forms/\(parts[2])/\(page)")
            return
        }
        guard parts.count >= 4, ["forms", "submissions"].contains(parts[1]) else { return nil }
        var fields = sent
        if fields == nil { fields = try? await DeskPost.fields(of: request) }
        let isOfForm = parts[1] == "forms"
        let form = isOfForm ? String(parts[2]) : fields?.first("form")
        if let page = form.flatMap({ Self.page(of: fields, form: $0) }) {
            self = page
        } else if isOfForm {
            self.init("/desk/forms/\(parts[2])/board" + Self.sight(of: fields))
        } else {
            self.init("/desk/submissions/\(parts[2])" + Self.sight(of: fields))
        }
    }

    /// The page with several cards on which the button was pressed, as it was looked at.
    private static func page(of fields: RawSubmission?, form: String) -> ReturnPath? {
        switch fields?.first("from") {
        case "board": ReturnPath("/desk/forms/\(form)/board" + sight(of: fields))
        case "list": ReturnPath("/desk/forms/\(form)/list" + sight(of: fields))
        case "today": ReturnPath("/desk/today")
        default: nil
        }
    }

    private static func sight(of fields: RawSubmission?) -> String {
        fields?.first("sight").map { $0.isEmpty ? "" : "?" + $0 } ?? ""
    }

    /// The pages of a form whose changes are asked for below an address of their own.
    private static let pagesOfForms: [Substring: String] = ["labels": "labels", "new": "new"]

    private static func pageOfPeople(_ parts: [Substring]) -> ReturnPath? {
        guard parts.count >= 2, parts[0] == "desk" else { return nil }
        switch parts[1] {
        case "tasks": return ReturnPath("/desk/tasks")
        case "profile", "networks", "second-factor", "passkeys", "password", "sessions":
            return ReturnPath("/desk/\(parts[1])")
        case "people":
            let isOfOne = parts.count == 4 && parts[2] != "invitations"
            let isInviting = parts.count == 3
            return ReturnPath(
                isOfOne || isInviting ? "/desk/people/\(parts[2])" : "/desk/people")
        default: return nil
        }
    }
}
