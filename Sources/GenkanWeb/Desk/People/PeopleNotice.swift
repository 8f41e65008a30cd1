import Hummingbird

/// What was just done about people, said once on the page that follows. The address names the kind and
/// no more; the words come from the language file.
enum PeopleNotice: String, CaseIterable {
    case confirmed
    case renewed
    case withdrawn
    case changed
    case left
    case granted
    case declined
    case ended
    case saved
    case gone

    init?(_ request: Request) {
        guard let done = request.uri.queryParameters["done"] else { return nil }
        self.init(rawValue: String(done))
    }

    /// The address of a page with the notice on it.
    func on(_ path: String) -> String { "\(path)?done=\(rawValue)" }

    func text(_ texts: Texts) -> String { texts["desk-people-done-\(rawValue)"] }
}
