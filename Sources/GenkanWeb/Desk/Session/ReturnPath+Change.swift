import Genkan
import HTTPTypes
import Hummingbird

extension ReturnPath {
    /// The page that a change was asked for on: of a card the board or its own page, of a form its
    /// grants, of a person theirs. Nil for a request that is none. The answers of a form are believed
    /// as far as a path of ours goes.
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
        if parts.count >= 4, parts[1] == "forms" {
            self.init("/desk/forms/\(parts[2])/" + (Self.pagesOfForms[parts[3]] ?? "board"))
            return
        }
        guard parts.count == 4, parts[1] == "submissions" else { return nil }
        var fields = sent
        if fields == nil { fields = try? await DeskPost.fields(of: request) }
        if let page = Self.page(of: fields) {
            self = page
            return
        }
        self.init("/desk/submissions/\(parts[2])")
    }

    /// The page with several cards on which the button of one was pressed.
    private static func page(of fields: RawSubmission?) -> ReturnPath? {
        guard let form = fields?.first("form") else { return nil }
        switch fields?.first("from") {
        case "board": return ReturnPath("/desk/forms/\(form)/board")
        case "list": return ReturnPath("/desk/forms/\(form)/list")
        case "today": return ReturnPath("/desk/today")
        default: return nil
        }
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
