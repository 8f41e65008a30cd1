import HTTPTypes
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2

/// Ends exchanges that are answered before their request has arrived in full, such as a refused body.
///
/// HTTP/1.1: the answer says `Connection: close`; a bounded rest of the request is read and thrown away,
/// so that the client comes to read the answer, then the connection is closed. Hummingbird alone would
/// swallow a whole gigabyte. HTTP/2: the stream is reset with NO_ERROR after the answer (RFC 9113 § 8.1);
/// a `Connection` header would kill it before. Also answers `Expect: 100-continue` (RFC 9110 § 10.1.1)
/// when, and only when, somebody begins to read the body.
final class EarlyAnswers: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Sent down the pipeline by whoever begins to read a body.
    struct ReadingBody: Sendable {}

    private let linger: Duration
    private let budget: Int
    private var isStream = false
    private var requestsBegun = 0
    private var requestsEnded = 0
    private var answersEnded = 0
    private var awaitsContinue = false
    private var answerBegan = false
    private var answersEarly = false
    private var drained: Int?
    private var alarm = Alarm()

    init(_ settings: ServerSettings) {
        linger = settings.deadlines.linger
        budget = settings.limits.drainedBytes
    }

    func handlerAdded(context: ChannelHandlerContext) { isStream = context.isStream }

    func handlerRemoved(context: ChannelHandlerContext) { alarm.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if drained != nil { return drain(part, context) }
        switch part {
        case .head(let head):
            requestsBegun += 1
            awaitsContinue = head.headerFields[.expect]?.lowercased() == "100-continue"
        case .body: awaitsContinue = false
        case .end:
            requestsEnded += 1
            awaitsContinue = false
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        // Whoever reads bodies has stopped asking.
        if let drained, drained <= budget { context.read() }
    }

    func read(context: ChannelHandlerContext) {
        if let drained, drained > budget { return }
        context.read()
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
    ) {
        guard event is ReadingBody else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        promise?.succeed()
        guard awaitsContinue, !answerBegan else { return }
        awaitsContinue = false
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        guard drained == nil else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.kind != .informational:
            context.write(wrapOutboundOut(.head(begin(head))), promise: promise)
        case .end where answersEarly:
            answersEnded += 1
            context.writeAndFlush(data, promise: promise)
            endEarly(context)
        case .end:
            answersEnded += 1
            answerBegan = false
            context.write(data, promise: promise)
        default: context.write(data, promise: promise)
        }
    }

    private func begin(_ head: HTTPResponse) -> HTTPResponse {
        answerBegan = true
        answersEarly = requestsBegun > answersEnded && requestsEnded <= answersEnded
        guard answersEarly, !isStream else { return head }
        var head = head
        head.headerFields[.connection] = "close"
        return head
    }

    private func endEarly(_ context: ChannelHandlerContext) {
        drained = 0
        if isStream {
            let reset = NIOHTTP2FramePayloadToHTTPEvent.reset(code: .noError)
            context.triggerUserOutboundEvent(reset, promise: nil)
            return
        }
        if requestsEnded == requestsBegun { return context.close(promise: nil) }
        alarm.set(in: linger, on: context) { context.close(promise: nil) }
        context.read()
    }

    private func drain(_ part: HTTPRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .body(let bytes): drained = (drained ?? 0) + bytes.readableBytes
        case .head, .end: context.close(promise: nil)
        }
    }
}
