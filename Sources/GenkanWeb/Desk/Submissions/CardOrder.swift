import Genkan
import GenkanStorage
import Hummingbird

/// What a form of the desk asks to be done with one card or several.
struct CardOrder: Sendable {
    /// The last part of the path.
    enum Verb: String, CaseIterable {
        case take
        case assign
        case move
        case spam
        case due
        case labels
    }

    let verb: Verb
    let action: CardAction
    let cards: [SeenCard]
    /// Whether several cards were chosen, and nothing to do with them.
    let isEmpty: Bool

    /// What the bar's list of people sends before somebody is chosen: there an empty answer means nobody.
    private static let unsaid = "unsaid"

    /// Of one card, which the path names: the version stands under `version`, or before the status in
    /// the value of a button (`to=3:done`).
    ///
    /// - Throws: 400 for what cannot be understood.
    init(_ verb: Verb, one id: SubmissionID, _ post: DeskPost) throws(HTTPError) {
        var button: (version: Int64, status: String)?
        if let text = post["to"] { button = try Self.button(text) }
        self.verb = verb
        action = try Self.action(verb, post, status: button?.status)
        cards = [SeenCard(id: id, version: try Self.version(button?.version, post))]
        isEmpty = false
    }

    /// Of several cards, each under `card` with the version that was seen.
    ///
    /// - Throws: 400 for what cannot be understood, no cards and too many among it.
    init(_ verb: Verb, _ post: DeskPost) throws(HTTPError) {
        self.verb = verb
        let isNobodyChosen = verb == .assign && post["assignee"] == Self.unsaid
        action = isNobodyChosen ? .assign(nil) : try Self.action(verb, post, status: nil)
        cards = try post.cards("card")
        // A field of the bar that was left alone is no wish.
        isEmpty =
            switch action {
            case .move(let status): status.isEmpty
            case .assign: isNobodyChosen
            case .schedule(nil): post["clear"] == nil
            case .label(let adding, let removing): adding.isEmpty && removing.isEmpty
            default: false
            }
    }

    private static func version(_ version: Int64?, _ post: DeskPost) throws(HTTPError) -> Int64 {
        if let version { return version }
        return try post.version()
    }

    private static func button(
        _ text: String
    ) throws(HTTPError) -> (version: Int64, status: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let version = Int64(parts[0]), version > 0 else {
            throw HTTPError(.badRequest)
        }
        return (version, String(parts[1]))
    }

    private static func action(
        _ verb: Verb, _ post: DeskPost, status: String?
    ) throws(HTTPError) -> CardAction {
        switch verb {
        case .take:
            return .take
        case .assign:
            guard post["assignee"] != nil else { throw HTTPError(.badRequest) }
            return .assign(try post.person("assignee"))
        case .move:
            guard let status = status ?? post["status"] else { throw HTTPError(.badRequest) }
            return .move(to: status)
        case .spam:
            return .discard
        case .due:
            guard let text = post["due"] else { throw HTTPError(.badRequest) }
            guard !text.isEmpty, post["clear"] == nil else { return .schedule(nil) }
            guard let day = Day(text) else { throw HTTPError(.badRequest) }
            return .schedule(day)
        case .labels:
            let labels = try post.labels("add")
            if post["off"] != nil { return .label(adding: [], removing: labels) }
            return .label(adding: labels, removing: try post.labels("remove"))
        }
    }

    /// What is said of it afterwards.
    var done: DoneNotice.Kind {
        switch verb {
        case .take: .taken
        case .assign: .assigned
        case .move: .moved
        case .spam: .discarded
        case .due: .scheduled
        case .labels: .labelled
        }
    }
}

extension DeskPost {
    /// The cards under a name, each with the version that was seen; 400 for none, for what is no card,
    /// and for more than can be changed at once.
    func cards(_ name: String) throws(HTTPError) -> [SeenCard] {
        var cards: [SeenCard] = []
        for text in values(name) {
            guard let card = SeenCard(text: text) else { throw HTTPError(.badRequest) }
            if !cards.contains(where: { $0.id == card.id }) { cards.append(card) }
        }
        guard (1...BoardStore.mostAtOnce).contains(cards.count) else {
            throw HTTPError(.badRequest)
        }
        return cards
    }

    /// The labels under a name; 400 for what is none.
    func labels(_ name: String) throws(HTTPError) -> Set<LabelID> {
        var labels: Set<LabelID> = []
        for text in values(name) where !text.isEmpty {
            guard let label = LabelID(text) else { throw HTTPError(.badRequest) }
            labels.insert(label)
        }
        return labels
    }
}
