/// When a delivery that failed is tried again: after 1, 2, 5, 15 and 30 times the first delay, then
/// after 60 times that, but never after more than an hour.
public struct RetrySchedule: Hashable, Sendable {
    /// How long anything is tried before it is given up.
    public static let patience = Duration.seconds(5 * 86_400)
    /// The longest delay.
    public static let longest = Duration.seconds(3_600)

    private static let factors = [1, 2, 5, 15, 30, 60]

    /// The delay after the first failure.
    public let first: Duration

    /// - Parameter first: a minute unless said otherwise; at most ``longest`` counts.
    public init(first: Duration = .seconds(60)) {
        self.first = first
    }

    /// How long to wait after so many failures in a row; as after one for less.
    public func delay(after failures: Int) -> Duration {
        let index = min(max(failures, 1), Self.factors.count) - 1
        return min(first * Self.factors[index], Self.longest)
    }
}
