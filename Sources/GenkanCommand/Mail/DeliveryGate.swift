import Genkan

/// Keeps a mail server that does not work from being asked more often than now and then, however much
/// waits for it.
struct DeliveryGate {
    private let schedule: RetrySchedule
    private(set) var failures = 0
    private var opens: Instant?

    init(_ schedule: RetrySchedule) {
        self.schedule = schedule
    }

    /// How long it stays closed; nil when it is open. A clock that was set back opens it.
    func rest(at now: Instant) -> Duration? {
        guard let opens, now < opens else { return nil }
        let rest = opens.since(now)
        return rest <= RetrySchedule.longest ? rest : nil
    }

    /// Closes it after a failure; answers when it opens again.
    mutating func close(at now: Instant) -> Instant {
        failures += 1
        let next = now.advanced(by: schedule.delay(after: failures))
        opens = next
        return next
    }

    /// The server works. Answers whether it did not before.
    mutating func open() -> Bool {
        defer { (failures, opens) = (0, nil) }
        return failures > 0
    }
}
