public import Genkan

/// What somebody looks at of a form's cards.
public struct BoardQuery: Hashable, Sendable {
    /// Which cards.
    public var filter: BoardFilter
    /// Which of them stand first.
    public var order: BoardOrder
    /// How many at once, 1 to 500: of a column, or of a list.
    public var limit: Int

    /// Takes the parts.
    public init(
        filter: BoardFilter = BoardFilter(), order: BoardOrder = .newest, limit: Int = 50
    ) {
        self.filter = filter
        self.order = order
        self.limit = min(max(limit, 1), 500)
    }
}

/// A form's board as one person sees it at one instant.
public struct BoardPage: Sendable {
    /// The form in its current version, its people and labels.
    public let desk: FormDesk
    /// The columns in order: Held, the statuses, and former statuses that still have submissions.
    public let columns: [BoardColumn]
    /// How many submissions that the filter lets through were marked as spam.
    public let spam: Int
    /// Submissions of this page that are not what was stored: those whose title was refused stand on
    /// the board without one, those whose row cannot be read do not stand on it.
    public let refused: [SubmissionID]
    /// Up to which change the page tells; what is asked for behind it, is new.
    public let mark: ChangeMark

    /// The form in its current version.
    public var form: RegisteredForm { desk.form }
}

/// What the cards of a form are shown and changed with.
public struct FormDesk: Sendable {
    /// The form in its current version.
    public let form: RegisteredForm
    /// Everybody of the roster, by name.
    public let people: [Person]
    /// Who was of the roster once: their ids still stand on cards and in histories.
    public let former: [FormerPerson]
    /// Those of the people a card may be given to: who was granted the form.
    public let holders: [Person]
    /// Those who can open it, of whatever role: who can be called by name in a note.
    public let readers: [Person]
    /// The labels of the form by name, those that were removed too.
    public let labels: [StoredLabel]
}

/// A label as it is stored.
public struct StoredLabel: Hashable, Sendable {
    /// The label.
    public let label: Label
    /// Whether it was removed: cards no longer have it, histories still name it.
    public let isRemoved: Bool
}

/// A column with the cards that stand first in it.
public struct BoardColumn: Sendable {
    /// What stands in it.
    public let column: Column
    /// How many submissions it has in all.
    public let count: Int
    /// As many as were asked for, fewer when their titles are very long.
    public let cards: [Card]
    /// How many more there are.
    public let rest: Int
    /// The last row that was read, readable or not: behind it the next ones begin.
    public let last: SubmissionID?
}

/// The cards of a column that come behind others.
public struct BoardSlice: Sendable {
    /// What they are shown with.
    public let desk: FormDesk
    /// As many as were asked for, fewer when their titles are very long.
    public let cards: [Card]
    /// The last row that was read; nil when there were none.
    public let last: SubmissionID?
    /// Whether there are more behind it.
    public let hasMore: Bool
    /// Submissions that are not what was stored.
    public let refused: [SubmissionID]
}

/// A submission with everything the staff may see of it.
public struct OpenedSubmission: Sendable {
    /// The card as it stands on the board, its titles opened.
    public let card: Card
    /// The form in the version that the visitor filled in.
    public let form: RegisteredForm
    /// What the form is today: its statuses to move it to, its people, its labels.
    public let desk: FormDesk
    /// All answers.
    public let answers: Answers
    /// What was changed, oldest first.
    public let history: [CardChange]
    /// Who wrote it down; nil for what came by the form.
    public let enteredBy: PersonID?
    /// The files that came with it, in their order.
    public let files: [StoredFile]
    /// What was written about it, oldest first.
    public let notes: [Note]
    /// Notes that are not what was sealed.
    public let refusedNotes: [NoteID]
    /// Up to which change this tells.
    public let mark: ChangeMark

    /// The form as it is today.
    public var current: RegisteredForm { desk.form }
}

/// A place in the sequence of all changes of the house: what is behind it has happened since.
public struct ChangeMark: Hashable, Sendable, Comparable {
    /// The number of the latest audit event.
    public let number: Int64

    /// Takes a number.
    public init(number: Int64) { self.number = number }

    /// Earlier marks first.
    public static func < (left: ChangeMark, right: ChangeMark) -> Bool {
        left.number < right.number
    }
}
