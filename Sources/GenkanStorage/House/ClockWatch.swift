import Genkan

/// Notices that somebody has set the clock, by a second one that nobody sets.
///
/// What looks expired after a jump forward may be in use again once the clock is put right: a mark
/// that was forgotten then would let its token in a second time. So after a jump nothing is deleted
/// or forgotten for a day, time enough to notice and to put it right. Nor is anything in the first hour: a
/// machine may begin with a clock that is wrong, and there is nothing to compare it with until
/// the network has put it right, which is a jump. A clock that was wrong from the beginning and
/// stays so for longer is believed.
struct ClockWatch {
    /// How far the clocks may go apart from one look to the next: more than any adjustment that is
    /// made little by little.
    private static let tolerance = Duration.seconds(300)
    private static let afterJump = Duration.seconds(86_400)

    private let afterStart: Duration
    private var last: (wall: Instant, steady: ContinuousClock.Instant)?
    private var trustedFrom: ContinuousClock.Instant?

    init(afterStart: Duration = .seconds(3600)) {
        self.afterStart = afterStart
    }

    /// Whether what looks expired may be taken for it; asked before each sweep.
    mutating func isTrusted(_ wall: Instant, steady: ContinuousClock.Instant = .now) -> Bool {
        let trust = trustedFrom ?? steady.advanced(by: afterStart)
        trustedFrom = hasJumped(wall, steady) ? steady.advanced(by: Self.afterJump) : trust
        last = (wall, steady)
        return trustedFrom.map { steady >= $0 } ?? false
    }

    private func hasJumped(_ wall: Instant, _ steady: ContinuousClock.Instant) -> Bool {
        guard let last else { return false }
        let apart = wall.since(last.wall) - last.steady.duration(to: steady)
        return apart > Self.tolerance || apart < .zero - Self.tolerance
    }
}
