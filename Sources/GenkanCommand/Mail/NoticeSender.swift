import GenkanStorage
import ServiceLifecycle
import Synchronization

/// Tells the staff by mail, as long as the house is served: woken by whatever is committed, and by the
/// time.
struct NoticeSender: Service {
    let round: NoticeRound
    /// Something was committed.
    let commits: AsyncStream<Void>
    /// The shortest time from one look to the next: what comes meanwhile is told together.
    var pause = Duration.seconds(1)
    /// How long a mail under way may still take when the house closes.
    var farewell = Duration.seconds(2)

    func run() async throws {
        let bell = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let work = Task { await attend(to: bell.stream, bell.continuation) }
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                await work.value
            } onGracefulShutdown: {
                round.stop()
                bell.continuation.finish()
                Task {
                    try? await Task.sleep(for: farewell)
                    work.cancel()
                }
            }
        } onCancel: {
            work.cancel()
        }
    }

    private func attend(
        to bell: AsyncStream<Void>, _ rope: AsyncStream<Void>.Continuation
    ) async {
        let listening = Task { for await _ in commits { rope.yield() } }
        defer { listening.cancel() }
        var alarm: Task<Void, Never>?
        defer { alarm?.cancel() }
        // What waits from before.
        rope.yield()
        for await _ in bell {
            let rest = await round.perform()
            alarm?.cancel()
            alarm = Task {
                try? await Task.sleep(for: rest)
                if !Task.isCancelled { rope.yield() }
            }
            guard !Task.isCancelled else { return }
            try? await Task.sleep(for: pause)
        }
    }
}
