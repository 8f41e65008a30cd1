import Genkan
import Hummingbird

/// What was just done, said once on the page that follows. The address names only the kind and the
/// submission; the words come from here and from the card, never from the address.
struct DoneNotice {
    /// The kinds of changes.
    enum Kind: String {
        case moved
        case taken
        case assigned
    }

    let kind: Kind
    let submission: SubmissionID?

    init?(_ request: Request) {
        let query = request.uri.queryParameters
        guard let kind = query["done"].flatMap({ Kind(rawValue: String($0)) }) else { return nil }
        self.kind = kind
        submission = query["card"].flatMap { SubmissionID($0) }
    }

    /// The words about a card.
    func text(_ card: Card, _ form: Form, _ frame: DeskFrame) -> String {
        frame.texts(
            "desk-done-\(kind.rawValue)",
            [
                "receipt": card.receipt.text,
                "status": form.label(of: card.state.place, in: frame.language),
            ])
    }
}
