public import Genkan

/// By what a list of cards is sorted.
public enum ListSort: String, CaseIterable, Sendable {
    /// By when they arrived.
    case received
    /// By the day until which they are to be done; those without one come last either way.
    case due
    /// By where they stand, in the order of the board; spam comes last.
    case status
    /// By the name of who has them; those that nobody has come last either way.
    case assignee
}

/// What somebody looks at of a form's cards as a list.
public struct ListQuery: Hashable, Sendable {
    /// Which cards. Without columns all but what was marked as spam.
    public var filter: BoardFilter
    /// By what they are sorted. Equal ones stand in the order of their arrival, the same way round.
    public var sort: ListSort
    /// Whether the greatest come first: the newest, the latest day, the last column, the last name.
    public var isDescending: Bool
    /// Where the page begins, or with `isBefore` ends; nil for the beginning of the list.
    public var place: ListPlace?
    /// Whether the page is the one before the place.
    public var isBefore: Bool
    /// How many cards at once, 1 to 500.
    public var limit: Int

    /// Takes the parts.
    public init(
        filter: BoardFilter = BoardFilter(), sort: ListSort = .received, isDescending: Bool = true,
        place: ListPlace? = nil, isBefore: Bool = false, limit: Int = 100
    ) {
        self.filter = filter
        self.sort = sort
        self.isDescending = isDescending
        self.place = place
        self.isBefore = isBefore
        self.limit = min(max(limit, 1), 500)
    }
}

/// Where a card stands in a list, whether or not it is there any more.
public struct ListPlace: Hashable, Sendable {
    /// Which part of the list it is in: a column, a person, or a word of the program.
    let run: String
    /// By what the part is sorted before the id: a time, a day, or nothing.
    let key: Int64
    /// The card that stands there.
    public let id: SubmissionID

    init(run: String, key: Int64, id: SubmissionID) {
        self.run = run
        self.key = key
        self.id = id
    }

    /// Where a card stands in a list by arrival.
    public init(of card: Card, in filter: BoardFilter) {
        let isMerged = !filter.columns.isEmpty
        self.init(
            run: isMerged ? card.state.place.columnID : "all",
            key: isMerged ? card.receivedAt.microseconds : 0, id: card.id)
    }

    /// Reads what ``text`` is; nil for anything else.
    public init?(_ text: String) {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 3, text.utf8.count <= 400,
            let id = parts.popLast().flatMap({ SubmissionID($0) }),
            let key = parts.popLast().flatMap({ Int64($0) })
        else { return nil }
        self.init(run: parts.joined(separator: ":"), key: key, id: id)
    }

    /// For an address.
    public var text: String { "\(run):\(key):\(id)" }
}

/// A page of a form's list as one person sees it at one instant.
public struct ListPage: Sendable {
    /// The form in its current version, its people and labels.
    public let desk: FormDesk
    /// The cards in order.
    public let cards: [Card]
    /// Where in the list each card stands.
    public let places: [SubmissionID: ListPlace]
    /// Submissions of this page that are not what was stored: those whose title was refused stand in
    /// the list without one, those whose row cannot be read do not stand in it.
    public let refused: [SubmissionID]
    /// How many cards the filter lets through, whatever it says of columns, by column; `held` and `spam`
    /// are among them.
    public let counts: [String: Int]
    /// Behind which place the page before ends; nil when there is none.
    public let before: ListPlace?
    /// Behind which place the next page begins; nil when there is none.
    public let behind: ListPlace?
    /// Up to which change the page tells.
    public let mark: ChangeMark
}
