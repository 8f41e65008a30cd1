import Genkan
import HTTPTypes
import Hummingbird

extension ReturnPath {
    /// The page that a change was asked for on: of a card the board or its own page, of a form its
    /// grants, of a person theirs. Nil for a request that is none. The answers of a form are believed
    /// as far as a path of ours goes.
    init?(ofChange request: Request) async {
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
        guard parts.count == 4, parts[1] == "submissions" else { return nil }
        let fields = try? await DeskPost.fields(of: request)
        if fields?.first("from") == "board", let form = fields?.first("form"),
            let board = ReturnPath("/desk/forms/\(form)/board")
        {
            self = board
            return
        }
        self.init("/desk/submissions/\(parts[2])")
    }

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
