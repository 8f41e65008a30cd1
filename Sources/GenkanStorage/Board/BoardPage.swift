public import Genkan

/// A form's board as one person sees it at one instant.
public struct BoardPage: Sendable {
    /// The form in its current version.
    public let form: RegisteredForm
    /// The columns in order: Held, the statuses, and former statuses that still have submissions.
    public let columns: [BoardColumn]
    /// Everybody of the roster, by name.
    public let people: [Person]
    /// Who was of the roster once: their ids still stand on cards and in histories.
    public let former: [FormerPerson]
    /// Those of them a card may be given to: who was granted the form.
    public let holders: [Person]
    /// Submissions of this page that are not what was stored: those whose title was refused stand on
    /// the board without one, those whose row cannot be read do not stand on it.
    public let refused: [SubmissionID]
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
    /// Whether asking for more shows no more, because the titles are very long.
    public let isCut: Bool
}

/// A submission with everything the staff may see of it.
public struct OpenedSubmission: Sendable {
    /// The card as it stands on the board, its titles opened.
    public let card: Card
    /// The form in the version that the visitor filled in.
    public let form: RegisteredForm
    /// The form's statuses of today, to move it to.
    public let current: RegisteredForm
    /// All answers.
    public let answers: Answers
    /// What was changed, oldest first.
    public let history: [CardChange]
    /// Everybody of the roster, by name.
    public let people: [Person]
    /// Who was of the roster once: their ids still stand on cards and in histories.
    public let former: [FormerPerson]
    /// Those of them it may be given to: who was granted the form.
    public let holders: [Person]
}
