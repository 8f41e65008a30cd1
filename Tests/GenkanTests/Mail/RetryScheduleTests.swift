import Testing

@testable import Genkan

@Suite struct RetryScheduleTests {
    @Test func `it is tried later and later, then every hour`() {
        let minutes = (1...8).map { RetrySchedule().delay(after: $0) / .seconds(60) }
        #expect(minutes == [1, 2, 5, 15, 30, 60, 60, 60])
    }

    @Test func `a shorter first delay shortens the others, and none is longer than an hour`() {
        let quick = RetrySchedule(first: .seconds(1))
        let seconds = (1...7).map { quick.delay(after: $0).components.seconds }
        #expect(seconds == [1, 2, 5, 15, 30, 60, 60])
        let slow = RetrySchedule(first: .seconds(3_600))
        #expect((1...9).allSatisfy { slow.delay(after: $0) == RetrySchedule.longest })
    }

    @Test func `no number of failures is out of range`() {
        #expect(RetrySchedule().delay(after: 0) == .seconds(60))
        #expect(RetrySchedule().delay(after: .max) == RetrySchedule.longest)
        #expect(RetrySchedule().delay(after: -1) == .seconds(60))
    }
}
