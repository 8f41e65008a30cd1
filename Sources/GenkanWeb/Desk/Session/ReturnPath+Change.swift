import Genkan
import HTTPTypes
import Hummingbird

extension ReturnPath {
    /// The page that a change was asked for on: the board, the card's own page, or that of a form's
    /// grants. Nil for a request that is none. The answers of a form are believed as far as a path of
    /// ours goes.
    init?(ofChange request: Request) async {
        let parts = request.uri.path.split(separator: "/")
        guard request.method == .post, parts.count >= 4, parts[0] == "desk" else { return nil }
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
}
