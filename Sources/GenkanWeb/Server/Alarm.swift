import NIOCore

/// One deadline of a channel handler: setting it again replaces it. Used on the event loop only.
struct Alarm {
    private var scheduled: Scheduled<Void>?

    /// Rings once after a while, on the handler's event loop.
    mutating func set(
        in delay: Duration, on context: ChannelHandlerContext, _ ring: @escaping () -> Void
    ) {
        scheduled?.cancel()
        scheduled = context.eventLoop.assumeIsolated().scheduleTask(
            in: TimeAmount(delay), ring)
    }

    mutating func cancel() {
        scheduled?.cancel()
        scheduled = nil
    }
}
