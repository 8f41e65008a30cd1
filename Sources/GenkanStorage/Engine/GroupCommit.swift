import Synchronization

/// Why an entry was not committed.
enum GroupCommitRefusal: Error, Equatable {
    /// The queue holds as many as it may.
    case full
    /// The batch could not be committed, or the store is closing: nothing of it is stored.
    case unavailable
}

/// Many callers, one COMMIT: whatever waits while a transaction is under way becomes the next one.
///
/// A full sync of the disk costs hundreds of microseconds, an insert tens. One transaction for all
/// that wait gives every caller the promise of its own sync at a share of the price. A lone
/// caller's row goes out at once. The queue is bounded; what does not fit is told so instead of
/// waiting without end.
final class GroupCommit<Entry: Sendable, Outcome: Sendable>: Sendable {
    /// Writes every entry inside one transaction and answers one outcome for each, in order. What
    /// it throws fails the whole batch.
    typealias Apply = @Sendable ([Entry], Connection) throws -> [Outcome]
    /// Runs after the COMMIT and before anybody hears of it.
    typealias Committed = @Sendable ([Entry], [Outcome]) -> Void

    private struct Waiting {
        let entry: Entry
        let continuation: CheckedContinuation<Outcome, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var batch: [Waiting] = []
        var isRunning = false
        var isClosed = false
    }

    private let writer: Writer
    private let capacity: Int
    private let largestBatch: Int
    private let largestWeight: Int
    private let weight: @Sendable (Entry) -> Int
    private let apply: Apply
    private let committed: Committed
    private let state = Mutex(State())

    /// - Parameters:
    ///   - capacity: how many may wait.
    ///   - largestBatch: how many entries one transaction takes.
    ///   - largestWeight: how much of what `weight` says of each; a heavier entry goes with those that weigh nothing.
    init(
        writer: Writer, capacity: Int, largestBatch: Int, largestWeight: Int = .max,
        weight: @escaping @Sendable (Entry) -> Int = { _ in 0 }, apply: @escaping Apply,
        committed: @escaping Committed
    ) {
        self.writer = writer
        self.capacity = capacity
        self.largestBatch = largestBatch
        self.largestWeight = largestWeight
        self.weight = weight
        self.apply = apply
        self.committed = committed
    }

    /// Returns after the COMMIT that contains the entry; throws a `GroupCommitRefusal` when there was none.
    func commit(_ entry: Entry) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            let answer = state.withLock { state -> (refusal: GroupCommitRefusal?, starts: Bool) in
                if state.isClosed { return (.unavailable, false) }
                if state.waiting.count >= capacity { return (.full, false) }
                state.waiting.append(Waiting(entry: entry, continuation: continuation))
                defer { state.isRunning = true }
                return (nil, !state.isRunning)
            }
            if let refusal = answer.refusal { continuation.resume(throwing: refusal) }
            if answer.starts { runBatch() }
        }
    }

    /// False when the next entry would be refused: asked before the work of making one.
    var hasRoom: Bool {
        state.withLock { $0.waiting.count < capacity }
    }

    /// Whether anybody waits for a COMMIT.
    var isBusy: Bool {
        state.withLock { $0.isRunning }
    }

    /// Takes nothing more; what waits is still committed.
    func close() {
        state.withLock { $0.isClosed = true }
    }

    private func runBatch() {
        writer.enqueue { connection in
            try self.apply(self.takeBatch(), connection)
        } done: { result in
            self.finish(result)
        }
    }

    private func takeBatch() -> [Entry] {
        state.withLock { state in
            state.batch = Array(batch(of: state.waiting))
            state.waiting.removeFirst(state.batch.count)
            return state.batch.map(\.entry)
        }
    }

    /// The first that wait, as many as one transaction takes.
    private func batch(of waiting: [Waiting]) -> ArraySlice<Waiting> {
        var left = largestWeight
        let count = waiting.prefix(largestBatch).prefix { next in
            let weight = weight(next.entry)
            defer { left -= min(weight, left) }
            return weight <= left || left == largestWeight
        }.count
        return waiting.prefix(count)
    }

    private func finish(_ result: Result<[Outcome], any Error>) {
        let (batch, hasMore) = state.withLock { state in
            // A BEGIN that failed took nobody: what waits fails with it instead of trying for ever.
            if state.batch.isEmpty { swap(&state.batch, &state.waiting) }
            let batch = state.batch
            state.batch = []
            state.isRunning = !state.waiting.isEmpty
            return (batch, state.isRunning)
        }
        if hasMore { runBatch() }
        guard case .success(let outcomes) = result, outcomes.count == batch.count else {
            for waiting in batch {
                waiting.continuation.resume(throwing: GroupCommitRefusal.unavailable)
            }
            return
        }
        committed(batch.map(\.entry), outcomes)
        for (waiting, outcome) in zip(batch, outcomes) {
            waiting.continuation.resume(returning: outcome)
        }
    }
}
