import Synchronization
import Testing

@testable import GenkanOutbound

@Suite struct CircuitBreakerTests {
    private final class Clock: Sendable {
        private let moment = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { moment.withLock { $0 } }
        func pass(_ time: Duration) { moment.withLock { $0 += time } }
    }

    private func fail(_ breaker: CircuitBreaker, _ times: Int) {
        for _ in 0..<times {
            #expect(breaker.begin() == .ask)
            breaker.end(answered: false)
        }
    }

    @Test func `after five failures in a row it rests, then one finds out`() {
        let clock = Clock()
        let breaker = CircuitBreaker { clock.now }
        fail(breaker, 4)
        #expect(breaker.begin() == .ask)
        breaker.end(answered: true)
        fail(breaker, 5)
        #expect(breaker.begin() == .rest)
        clock.pass(.seconds(29))
        #expect(breaker.begin() == .rest)
        clock.pass(.seconds(1))
        #expect(breaker.begin() == .ask)
        // While one finds out the others do not wait for it.
        #expect(breaker.begin() == .rest)
        breaker.end(answered: false)
        #expect(breaker.begin() == .rest)
        clock.pass(.seconds(30))
        #expect(breaker.begin() == .ask)
        breaker.end(answered: true)
        fail(breaker, 4)
        #expect(breaker.begin() == .ask)
    }

    @Test func `so many questions are open at once, and no more`() {
        let breaker = CircuitBreaker()
        for _ in 0..<CircuitBreaker.mostOpen { #expect(breaker.begin() == .ask) }
        #expect(breaker.begin() == .crowded)
        breaker.end(answered: true)
        #expect(breaker.begin() == .ask)
        #expect(breaker.begin() == .crowded)
    }
}
