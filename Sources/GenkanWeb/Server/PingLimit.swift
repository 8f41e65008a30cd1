import NIOCore
import NIOHTTP2
import NIOTLS

/// How many PING frames an HTTP/2 client may send (RFC 9113 § 6.7): ``Limits/pings``, then the
/// connection ends with ENHANCE_YOUR_CALM.
///
/// Browsers send one before a request whenever nothing came for ten seconds: somebody who reads a card and
/// goes on to the next sends hundreds in a day. Hummingbird closes a connection for its third one that
/// comes within thirty seconds of another, and every request under way with it; so none of them reach it.
/// NIO has acknowledged them by then.
final class PingLimit: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTP2Frame
    typealias InboundOut = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    private let rate: RequestRate
    private var left: Double
    private var counted = NIODeadline.now()
    private var isOver = false

    init(_ rate: RequestRate) {
        self.rate = rate
        left = rate.burst
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .ping(_, ack: false) = unwrapInboundIn(data).payload else {
            return context.fireChannelRead(data)
        }
        guard !isOver, !takesOne() else { return }
        isOver = true
        let calm = HTTP2Frame.FramePayload.goAway(
            lastStreamID: .maxID, errorCode: .enhanceYourCalm, opaqueData: nil)
        context.writeAndFlush(
            wrapOutboundOut(HTTP2Frame(streamID: .rootStream, payload: calm)), promise: nil)
        context.close(promise: nil)
    }

    private func takesOne() -> Bool {
        let now = NIODeadline.now()
        let seconds = Double((now - counted).nanoseconds) / 1e9
        counted = now
        left = min(rate.burst, left + seconds * rate.perSecond)
        guard left >= 1 else { return false }
        left -= 1
        return true
    }

    /// Puts a ``PingLimit`` into its place once HTTP/2 was agreed on, and leaves. Stands next to TLS: the
    /// handlers of HTTP/2 are there as soon as those behind it have heard of the handshake.
    final class Placement: ChannelInboundHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer

        private let rate: RequestRate

        init(_ rate: RequestRate) { self.rate = rate }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            context.fireUserInboundEventTriggered(event)
            guard case TLSUserEvent.handshakeCompleted = event else { return }
            let pipeline = context.pipeline.syncOperations
            if let http2 = try? pipeline.handler(type: NIOHTTP2Handler.self) {
                try? pipeline.addHandler(PingLimit(rate), position: .after(http2))
            }
            pipeline.removeHandler(self, promise: nil)
        }
    }
}
