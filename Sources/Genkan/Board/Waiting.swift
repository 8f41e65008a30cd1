/// How long a submission has waited, against what its form promises (`answer_within_hours`).
public enum Waiting: String, Sendable {
    /// Within what was promised, or nothing was.
    case calm
    /// Longer than was promised.
    case late
    /// More than twice as long.
    case overdue

    /// - Parameters:
    ///   - received: when the submission was stored.
    ///   - target: what the form promises; nil for nothing.
    ///   - now: the time. One before `received`, as after a clock that was set back, is calm.
    public init(since received: Instant, within target: Duration?, now: Instant) {
        guard let target else {
            self = .calm
            return
        }
        let waited = now.since(received)
        self = waited >= target * 2 ? .overdue : waited >= target ? .late : .calm
    }
}
