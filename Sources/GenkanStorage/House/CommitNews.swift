import Synchronization

/// Tells those who watch that something was committed; not what. Who is told reads from the mark up to
/// which they know, so that nothing is lost however often, or seldom, they are told.
final class CommitNews: Sendable {
    private struct State {
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Told by a writer after each of its COMMITs.
    init(of writer: Writer) {
        writer.onCommit { self.tell() }
    }

    /// A sequence with an element after one or several commits. It ends when its reader does, or the
    /// house is closed.
    func watch() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.next += 1
            state.watchers[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { _ in
            self.state.withLock { $0.watchers[number] = nil }
        }
        return stream
    }

    /// Something was committed.
    func tell() {
        let watchers = state.withLock { $0.watchers.isEmpty ? [] : Array($0.watchers.values) }
        for watcher in watchers { watcher.yield() }
    }

    /// Nothing will be committed any more.
    func close() {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.finish() }
    }

    /// How many watch.
    var count: Int { state.withLock { $0.watchers.count } }
}
