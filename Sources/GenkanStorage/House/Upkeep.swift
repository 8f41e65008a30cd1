import Genkan
import Synchronization

/// What happens by itself: the write-ahead logs are emptied, and what has served its time goes.
///
/// A log is cut every few seconds when it holds anything, so that what was deleted does not stay in
/// it, and sooner when it has grown. A failure is not the end: the next turn tries again.
final class Upkeep: Sendable {
    private static let turn = Duration.seconds(5)
    private static let turnsPerSweep = 120

    private let databases: [DatabaseFile]
    private let sessions: SessionStore
    private let recent: RecentAnswers
    private let clock: @Sendable () -> Instant
    private let watch = Mutex(ClockWatch())
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(
        databases: [DatabaseFile], sessions: SessionStore, recent: RecentAnswers,
        clock: @escaping @Sendable () -> Instant
    ) {
        self.databases = databases
        self.sessions = sessions
        self.recent = recent
        self.clock = clock
    }

    func start() {
        task.withLock { task in
            task = Task { [self] in
                var turn = 0
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.turn)
                    if Task.isCancelled { return }
                    turn += 1
                    await checkpoint()
                    if turn % Self.turnsPerSweep == 1 { try? await sweep() }
                }
            }
        }
    }

    func stop() {
        task.withLock { $0?.cancel() }
    }

    private func checkpoint() async {
        for database in databases where database.writer.logSize > 0 {
            _ = try? await database.writer.checkpoint()
        }
    }

    /// Once now, whatever the turn.
    func sweep() async throws {
        let now = clock()
        recent.sweep(at: now)
        guard watch.withLock({ $0.isTrusted(now) }) else { return }
        if let house = databases.first {
            try await Sweep.run(house.writer, house.readers, now: now)
        }
        try await sessions.sweep(now: now)
    }
}
