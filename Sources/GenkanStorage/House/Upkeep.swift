import Genkan
import Synchronization

/// What happens by itself: the write-ahead logs are emptied, and what has served its time goes.
///
/// A log that holds anything is cut every few seconds, so that what was deleted does not stay in it;
/// one that is written over all the time anyway, every minute. A failure is not the end: the next turn tries again. It is
/// told when it begins and when it is over.
final class Upkeep: Sendable {
    private static let turn = Duration.seconds(5)
    private static let turnsPerSweep = 120

    private let databases: [DatabaseFile]
    private let sessions: SessionStore
    private let memory: ArrivalMemory
    private let clock: @Sendable () -> Instant
    private let news: @Sendable (Storage.UpkeepNews) -> Void
    private let failing = Mutex<Set<Storage.UpkeepWork>>([])
    /// The tests' way not to wait until the clock is trusted.
    let watch = Mutex(ClockWatch())
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(
        databases: [DatabaseFile], sessions: SessionStore, memory: ArrivalMemory,
        clock: @escaping @Sendable () -> Instant,
        news: @escaping @Sendable (Storage.UpkeepNews) -> Void
    ) {
        self.databases = databases
        self.sessions = sessions
        self.memory = memory
        self.clock = clock
        self.news = news
    }

    func start() {
        task.withLock { task in
            task = Task { [self] in
                var turn = 0
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.turn)
                    if Task.isCancelled { return }
                    turn += 1
                    await perform(.emptyingLogs)
                    if turn % Self.turnsPerSweep == 1 { await perform(.sweeping) }
                }
            }
        }
    }

    func stop() {
        task.withLock { $0?.cancel() }
    }

    /// Once now, whatever the turn.
    func perform(_ work: Storage.UpkeepWork) async {
        do {
            switch work {
            case .emptyingLogs: try await checkpoint()
            case .sweeping: try await sweep()
            }
            if failing.withLock({ $0.remove(work) }) != nil { news(.recovered(work)) }
        } catch {
            // Storage closes its files after it has stopped this; that is no failure.
            guard !isStopped, failing.withLock({ $0.insert(work).inserted }) else { return }
            let reason = (error as? StorageError)?.description ?? "\(type(of: error))"
            news(.failing(work, reason: reason))
        }
    }

    private var isStopped: Bool { task.withLock { $0?.isCancelled ?? false } }

    /// Every log is tried before a failure is told.
    private func checkpoint() async throws {
        var failure: (any Error)?
        for database in databases where !database.writer.putOffCut() {
            do { _ = try await database.writer.checkpoint() } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func sweep() async throws {
        let now = clock()
        // At any time: a session that is alive after all is opened again from its row.
        sessions.letGo(now: now)
        guard watch.withLock({ $0.isTrusted(now) }) else { return }
        memory.sweep(at: now)
        if let house = databases.first {
            try await Sweep.run(house.writer, house.readers, now: now)
        }
        try await sessions.sweep(now: now)
    }
}
