import Genkan
import Testing

@testable import GenkanCommand

@Suite struct DeliveryGateTests {
    private let now = Instant(seconds: 1_795_000_000)

    @Test func `it opens when the delay is over, and at once when something works`() {
        var gate = DeliveryGate(RetrySchedule())
        #expect(gate.rest(at: now) == nil && !gate.open())
        #expect(gate.close(at: now) == now.advanced(by: .seconds(60)))
        #expect(gate.rest(at: now.advanced(by: .seconds(20))) == .seconds(40))
        #expect(gate.rest(at: now.advanced(by: .seconds(60))) == nil)
        #expect(gate.close(at: now) == now.advanced(by: .seconds(120)))
        #expect(gate.open() && gate.failures == 0)
        #expect(gate.rest(at: now) == nil)
    }

    @Test func `a clock that was set back does not keep it closed`() {
        var gate = DeliveryGate(RetrySchedule())
        _ = gate.close(at: now.advanced(by: .seconds(365 * 86_400)))
        #expect(gate.rest(at: now) == nil)
    }
}
