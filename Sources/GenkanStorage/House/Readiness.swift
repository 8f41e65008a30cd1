import Synchronization

/// Whether the disk takes a row, tried out by writing one: a disk that fails, or was made read-only,
/// still reads well and still begins transactions.
///
/// It is asked by whoever watches, as often as they like, so what came of it is remembered for a
/// while, and those who ask meanwhile wait for one write.
final class Readiness: Sendable {
    private struct Trial: Sendable {
        /// How long a success counts, and a failure.
        private static let lifetimes = (success: Duration.seconds(5), failure: Duration.seconds(1))

        let begun: ContinuousClock.Instant
        let task: Task<Bool, Never>
        var result: Bool?

        func counts(at now: ContinuousClock.Instant) -> Bool {
            guard let result else { return true }
            let age = begun.duration(to: now)
            return age < (result ? Self.lifetimes.success : Self.lifetimes.failure)
        }
    }

    private let writer: Writer
    private let last = Mutex<Trial?>(nil)

    init(writer: Writer) {
        self.writer = writer
    }

    /// Whether a row was committed within the last seconds.
    func isWritable(at now: ContinuousClock.Instant = .now) async -> Bool {
        let trial = last.withLock { last -> Trial in
            if let last, last.counts(at: now) { return last }
            let trial = Trial(begun: now, task: Task { await self.write() })
            last = trial
            return trial
        }
        let result = await trial.task.value
        last.withLock { last in
            if last?.begun == trial.begun { last?.result = result }
        }
        return result
    }

    private func write() async -> Bool {
        // Another value each time, so that there is a page to write.
        let value = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        do {
            try await writer.write { try HouseFact.lastTrial.replace(value, $0) }
            return true
        } catch {
            return false
        }
    }
}
