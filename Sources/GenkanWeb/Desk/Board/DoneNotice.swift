import Genkan
import GenkanStorage
import Hummingbird

/// What was just done, said once on the page that follows. The address names only the kind, how many
/// cards and which; the words come from here and from the card, never from the address.
struct DoneNotice {
    /// The kinds of changes.
    enum Kind: String {
        case moved
        case taken
        case assigned
        case discarded
        case scheduled
        case labelled
        case undone
        case noted
        case entered
        case unread
        /// The card was so already.
        case unchanged
        case deleted
        /// Cards were chosen, and nothing to do with them.
        case nothing
        /// Nothing could be done, because others had changed every card.
        case kept
    }

    let kind: Kind
    /// The card, when it was one.
    let submission: SubmissionID?
    /// How many cards were changed.
    let count: Int
    /// How many were left alone, because others had changed them.
    let kept: Int
    /// Those of them that the page names.
    let left: [SubmissionID]
    /// How many were left alone, because a virus scanner found something in a file of theirs.
    let infected: Int
    /// What can be undone: the cards at the versions that the change gave them.
    let undo: [SeenCard]

    init?(_ request: Request) {
        let query = request.uri.queryParameters
        guard let kind = query["done"].flatMap({ Kind(rawValue: String($0)) }) else { return nil }
        self.kind = kind
        submission = query["card"].flatMap { SubmissionID($0) }
        count = query["count"].flatMap { Int($0) } ?? 1
        kept = query["kept"].flatMap { Int($0) } ?? 0
        infected = query["infected"].flatMap { Int($0) } ?? 0
        left = query.getAll("left").prefix(10).compactMap { SubmissionID($0) }
        undo = query.getAll("undo").compactMap { SeenCard(text: String($0)) }
    }

    /// Nothing was chosen to do, or there was nothing left that it could be done to.
    var changedNothing: Bool { kind == .nothing || count <= 0 }

    /// The words about a card.
    func text(_ card: Card, _ form: Form, _ frame: DeskFrame) -> String {
        frame.texts(
            "desk-done-\(kind.rawValue)",
            [
                "receipt": card.receipt.text,
                "status": form.label(of: card.state.place, in: frame.language),
            ])
    }

    /// The words about several cards.
    func text(_ frame: DeskFrame) -> String {
        guard kind != .nothing else { return frame.texts["desk-done-nothing"] }
        guard count > 0 || kept > 0 || infected > 0 else { return frame.texts["desk-done-late"] }
        let many = kind == .deleted ? "desk-done-deleted" : "desk-done-many"
        var said = [frame.texts(many, ["count": max(0, count).grouped])]
        if kept > 0 { said.append(frame.texts("desk-done-kept", ["count": kept.grouped])) }
        if infected > 0 {
            said.append(frame.texts("desk-done-infected", ["count": infected.grouped]))
        }
        if count > WayBack.mostUndone, kind != .undone, kind != .deleted {
            said.append(frame.texts["desk-done-too-many"])
        }
        return said.joined(separator: frame.texts["desk-sentence-end"])
    }
}

extension SeenCard {
    /// `<id>:<version>`, as forms and addresses have it.
    var text: String { "\(id):\(version)" }

    /// Reads what ``text`` is.
    init?(text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = SubmissionID(parts[0]), let version = Int64(parts[1]),
            version > 0
        else { return nil }
        self.init(id: id, version: version)
    }
}
