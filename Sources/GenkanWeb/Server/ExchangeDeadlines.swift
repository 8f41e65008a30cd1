import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// The deadlines of the exchanges on one HTTP/1.1 connection or one HTTP/2 stream: a body that comes too
/// slowly is answered 408, an answer that nobody reads is cut. A body that ends because its connection does
/// is an error to whoever reads it: above, the end of a stream of parts would look like the end of the body.
final class ExchangeDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Answers are written in pieces of this many bytes, so that progress is seen.
    static let slice = 16 * 1024

    private let deadlines: Deadlines
    private let progress: WriteProgress
    private var connection: ConnectionDeadlines?
    private var isStream = false
    private var openExchanges = 0
    private var answerBegan = false
    private var isBodyOpen = false
    private var bodyBytes = 0
    /// When the body that has come so far is too late, unless more of it comes.
    private var bodyDue = NIODeadline.now()
    private var bodyAlarm = Alarm()

    init(_ deadlines: Deadlines) {
        self.deadlines = deadlines
        self.progress = WriteProgress(patience: deadlines.stalledWrite)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        isStream = context.isStream
        let channel = isStream ? context.channel.parent : context.channel
        connection = try? channel?.pipeline.syncOperations.handler(type: ConnectionDeadlines.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { stop() }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        if isBodyOpen { context.fireErrorCaught(ChannelError.eof) }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            openExchanges += 1
            isBodyOpen = true
            connection?.exchangeBegan()
            bodyBytes = 0
            bodyDue = .now() + TimeAmount(deadlines.body)
            watchBody(in: deadlines.body, context)
        case .body(let bytes): count(bytes.readableBytes)
        case .end:
            isBodyOpen = false
            bodyAlarm.cancel()
        }
        context.fireChannelRead(data)
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            answerBegan = head.status.kind != .informational
            follow(.head(head), context, promise)
        case .body(var bytes):
            while bytes.readableBytes > Self.slice, let piece = bytes.readSlice(length: Self.slice)
            {
                follow(.body(piece), context, nil)
            }
            follow(.body(bytes), context, promise)
        case .end(let trailers):
            answerBegan = false
            // Not before it has left: the end of the last exchange may close the connection.
            let promise = promise ?? context.eventLoop.makePromise()
            promise.futureResult.assumeIsolated().whenComplete { _ in self.endExchange() }
            follow(.end(trailers), context, promise)
        }
    }

    private func follow(
        _ part: HTTPResponsePart, _ context: ChannelHandlerContext,
        _ promise: EventLoopPromise<Void>?
    ) {
        let followed = progress.follow(promise, on: context) { self.cut(context) }
        context.write(wrapOutboundOut(part), promise: followed)
    }

    /// What arrives buys time, and never more of it than a body may stand still: who has sent much may not
    /// wait for it.
    private func count(_ bytes: Int) {
        let earned = TimeAmount(deadlines.earned(by: bytes, behind: bodyBytes))
        bodyBytes += bytes
        let longest = max(deadlines.body, deadlines.stalledBody)
        bodyDue = min(bodyDue + earned, .now() + TimeAmount(longest))
    }

    private func watchBody(in delay: Duration, _ context: ChannelHandlerContext) {
        bodyAlarm.set(in: delay, on: context) {
            let left = Duration(self.bodyDue - .now())
            guard left <= .zero else { return self.watchBody(in: left, context) }
            self.refuseBody(context)
        }
    }

    private func refuseBody(_ context: ChannelHandlerContext) {
        guard !answerBegan else { return cut(context) }
        var head = HTTPResponse(status: .requestTimeout, headerFields: [.contentLength: "0"])
        if !isStream { head.headerFields[.connection] = "close" }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(promise: nil)
    }

    private func cut(_ context: ChannelHandlerContext) {
        if isStream { context.close(promise: nil) } else { connection?.cut() }
    }

    private func endExchange() {
        guard openExchanges > 0 else { return }
        openExchanges -= 1
        connection?.exchangeEnded()
    }

    private func stop() {
        bodyAlarm.cancel()
        progress.stop()
        while openExchanges > 0 { endExchange() }
        connection = nil
    }
}

extension ChannelHandlerContext {
    /// Whether this is the pipeline of an HTTP/2 stream; its parent is the connection, whose parent is the
    /// listener.
    var isStream: Bool { channel.parent?.parent != nil }
}
