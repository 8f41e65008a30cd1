import Genkan

/// Notices that somebody has set the clock, by a second one that nobody sets.
///
/// What looks expired after a jump forward may be in use again once the clock is put right: a mark
/// that was deleted then would let its token in a second time. So after a jump nothing is deleted
/// for a day, time enough to notice and to put it right.
struct ClockWatch {
    /// How far the clocks may go apart from one look to the next: more than any adjustment that is
    /// made little by little.
    private static let tolerance = Duration.seconds(300)
    private static let patience = Duration.seconds(86_400)

    private var last: (wall: Instant, steady: ContinuousClock.Instant)?
    private var jumped: ContinuousClock.Instant?

    /// Whether what looks expired may be taken for it; asked before each sweep.
    mutating func isTrusted(_ wall: Instant, steady: ContinuousClock.Instant = .now) -> Bool {
        if let last {
            let apart = wall.since(last.wall) - last.steady.duration(to: steady)
            if apart > Self.tolerance || apart < .zero - Self.tolerance { jumped = steady }
        }
        last = (wall, steady)
        guard let jumped else { return true }
        return jumped.duration(to: steady) >= Self.patience
    }
}
