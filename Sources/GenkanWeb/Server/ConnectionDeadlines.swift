import NIOCore
import NIOSSL
import NIOTLS

/// The deadlines of one connection, between TLS and HTTP: handshake, first head, idleness, writes that
/// nobody reads, and the end of the house.
///
/// Hummingbird starts its idle timeout after ALPN, so that a silent connection would stay for ever.
/// None of these deadlines is put off by a byte that arrives: only a whole request head is.
///
/// HTTP/2 counts in what comes for streams that were reset and gives the sender room for as much again; so
/// whoever goes on sending for nothing is cut after as many bytes as an early answer lets pass.
final class ConnectionDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let deadlines: Deadlines
    private let progress: WriteProgress
    private var context: ChannelHandlerContext?
    private var alarm = Alarm()
    private var shutdownAlarm = Alarm()
    private var exchanges = 0
    private var isQuiescing = false
    /// What came over HTTP/2 while nothing was asked.
    private var idleBytes = 0
    private var countsIdleBytes = false
    private let mostIdleBytes: Int

    init(_ deadlines: Deadlines, mostIdleBytes: Int) {
        self.deadlines = deadlines
        self.mostIdleBytes = mostIdleBytes
        self.progress = WriteProgress(patience: deadlines.stalledWrite)
    }

    /// A request's head has arrived in full.
    func exchangeBegan() {
        exchanges += 1
        idleBytes = 0
        alarm.cancel()
    }

    /// An answer has left in full, or its exchange was given up.
    func exchangeEnded() {
        exchanges -= 1
        guard exchanges == 0, let context else { return }
        if isQuiescing { return finish(context) }
        closeConnection(in: deadlines.idle, context)
    }

    /// Closes at once, without waiting for the peer's part of the TLS shutdown.
    func cut() {
        guard let context else { return }
        let beneath = try? context.pipeline.syncOperations.context(
            handlerType: NIOSSLServerHandler.self)
        (beneath ?? context).close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        alarm.set(in: deadlines.handshake, on: context) { self.cut() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm.cancel()
        shutdownAlarm.cancel()
        progress.stop()
        self.context = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // HTTP hears of it first: HTTP/2 says GOAWAY.
        context.fireUserInboundEventTriggered(event)
        switch event {
        case TLSUserEvent.handshakeCompleted(let negotiated):
            countsIdleBytes = negotiated == "h2"
            closeConnection(in: deadlines.head, context)
        case is ChannelShouldQuiesceEvent: quiesce(context)
        default: break
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if countsIdleBytes, exchanges == 0 {
            idleBytes += unwrapInboundIn(data).readableBytes
            guard idleBytes <= mostIdleBytes else { return cut() }
        }
        context.fireChannelRead(data)
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        let followed = progress.follow(promise, on: context) { self.cut() }
        context.write(data, promise: followed)
    }

    private func closeConnection(in delay: Duration, _ context: ChannelHandlerContext) {
        guard !isQuiescing else { return }
        alarm.set(in: delay, on: context) { context.close(promise: nil) }
    }

    private func quiesce(_ context: ChannelHandlerContext) {
        isQuiescing = true
        shutdownAlarm.set(in: deadlines.shutdown, on: context) { self.cut() }
        if exchanges == 0 { finish(context) }
    }

    /// Closes when the last frames have left. An HTTP/2 stream ends while its last frame is still on the way
    /// down this very call, hence the turn of the loop.
    private func finish(_ context: ChannelHandlerContext) {
        context.eventLoop.assumeIsolated().execute {
            self.progress.whenQuiet {
                guard self.exchanges == 0, let context = self.context else { return }
                context.close(promise: nil)
            }
        }
    }
}
