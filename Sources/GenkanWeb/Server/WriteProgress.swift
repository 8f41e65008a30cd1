import NIOCore

/// Notices when nothing of what is written leaves for too long: the client does not read.
///
/// Progress is any write that completes while others wait, so writes must be small enough that a slow
/// client completes one in time (see ``ExchangeDeadlines/slice``). Used on the event loop only.
final class WriteProgress {
    private let patience: Duration
    private var waiting = 0
    private var lastProgress = NIODeadline.now()
    private var alarm = Alarm()
    private var quiet: (() -> Void)?

    init(patience: Duration) { self.patience = patience }

    /// Follows a write.
    ///
    /// - Parameter stalled: called once, when nothing completed for the whole of the patience.
    /// - Returns: the promise to write with; the given one is completed by it.
    func follow(
        _ promise: EventLoopPromise<Void>?, on context: ChannelHandlerContext,
        stalled: @escaping () -> Void
    ) -> EventLoopPromise<Void> {
        let promise = promise ?? context.eventLoop.makePromise()
        if waiting == 0 { start(on: context, stalled) }
        waiting += 1
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.waiting -= 1
            self.lastProgress = .now()
            if self.waiting == 0 { self.rest() }
        }
        return promise
    }

    /// Calls once nothing waits any more: now, or when the last write has completed or failed.
    func whenQuiet(_ call: @escaping () -> Void) {
        guard waiting > 0 else { return call() }
        quiet = call
    }

    func stop() {
        alarm.cancel()
        quiet = nil
    }

    private func rest() {
        alarm.cancel()
        let call = quiet
        quiet = nil
        call?()
    }

    private func start(on context: ChannelHandlerContext, _ stalled: @escaping () -> Void) {
        lastProgress = .now()
        watch(in: patience, on: context, stalled)
    }

    private func watch(
        in delay: Duration, on context: ChannelHandlerContext, _ stalled: @escaping () -> Void
    ) {
        alarm.set(in: delay, on: context) {
            guard self.waiting > 0 else { return }
            let left = self.patience - Duration(.now() - self.lastProgress)
            guard left > .zero else { return stalled() }
            self.watch(in: left, on: context, stalled)
        }
    }
}
