/// Where on the board a submission stands.
public enum Place: Hashable, Sendable {
    /// In the Held column: a person of the staff has to decide.
    case held(HeldReason)
    /// In the column of a status, by its id.
    case status(String)

    /// The id of the column: the status's, or `held`.
    public var columnID: String {
        switch self {
        case .held: Status.heldID
        case .status(let id): id
        }
    }
}
