/// Where a submission stands.
public enum Place: Hashable, Sendable {
    /// In the Held column: a person of the staff has to decide.
    case held(HeldReason)
    /// In the column of a status, by its id.
    case status(String)
    /// Among the spam: on no board, but not lost.
    case spam

    /// The id of the column: the status's, `held` or `spam`.
    public var columnID: String {
        switch self {
        case .held: Status.heldID
        case .status(let id): id
        case .spam: Status.spamID
        }
    }
}

extension Place {
    /// Whether a card that stands there may be deleted by hand: nobody answers it.
    public var mayBeDeleted: Bool {
        switch self {
        case .held, .spam: true
        case .status: false
        }
    }
}
