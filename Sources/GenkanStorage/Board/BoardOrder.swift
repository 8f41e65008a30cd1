/// Which cards of a column stand first.
public enum BoardOrder: String, CaseIterable, Sendable {
    /// What arrived last.
    case newest
    /// What has waited longest.
    case oldest
}
