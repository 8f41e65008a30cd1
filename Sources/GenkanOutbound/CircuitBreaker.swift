import Synchronization

/// Keeps a service that is down, a CAPTCHA provider or a virus scanner, from slowing everybody: after some
/// failures in a row it is not asked for a while; then one question finds out whether it is back.
final class CircuitBreaker: Sendable {
    /// What becomes of a question.
    enum Decision: Hashable, Sendable {
        /// It is asked.
        case ask
        /// It is not: the service rests.
        case rest
        /// It is not: too many are open.
        case crowded
    }

    private struct State {
        var failures = 0
        var open = 0
        /// Until when nobody asks.
        var restsUntil: ContinuousClock.Instant?
        /// Whether somebody is finding out.
        var isTried = false
    }

    /// So many failures in a row, and it rests.
    static let mostFailures = 5
    /// For so long.
    static let rest = Duration.seconds(30)
    /// So many questions may be open at once.
    static let mostOpen = 64

    private let state = Mutex(State())
    private let now: @Sendable () -> ContinuousClock.Instant

    init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.now = now
    }

    /// Before a question. Whoever may ask says afterwards how it went, exactly once.
    func begin() -> Decision {
        let now = now()
        return state.withLock { state in
            guard state.open < Self.mostOpen else { return .crowded }
            if let until = state.restsUntil {
                guard now >= until, !state.isTried else { return .rest }
                state.isTried = true
            }
            state.open += 1
            return .ask
        }
    }

    /// After a question: whether the service gave any answer at all.
    func end(answered: Bool) {
        let now = now()
        state.withLock { state in
            state.open -= 1
            if answered {
                state = State(open: state.open)
                return
            }
            state.failures += 1
            if state.failures >= Self.mostFailures {
                state.restsUntil = now + Self.rest
                state.isTried = false
            }
        }
    }
}
