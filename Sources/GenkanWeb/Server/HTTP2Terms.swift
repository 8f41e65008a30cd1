import NIOCore
import NIOHTTP2

/// What an HTTP/2 client may do with a connection besides sending requests (RFC 9113). Whoever does more is
/// sent away with GOAWAY and ENHANCE_YOUR_CALM.
struct HTTP2Terms {
    /// RFC 9218 § 2.1: no priorities of RFC 7540, which are obsolete and which nothing here uses. A browser
    /// sends a handful for each page otherwise.
    private static let noPriorities = HTTP2Setting(
        parameter: HTTP2SettingsParameter(extensionSetting: 9), value: 1)

    /// Connections end by ``ConnectionDeadlines``; here only GOAWAY is said before.
    static let lifetime = NIOHTTP2ServerConnectionManagementHandler.Configuration(
        maxIdleTime: nil, maxAge: nil, maxGraceTime: nil, keepalive: nil)

    private let limits: Limits

    init(_ limits: Limits) { self.limits = limits }

    var configuration: NIOHTTP2Handler.Configuration {
        var configuration = NIOHTTP2Handler.Configuration()
        configuration.connection.initialSettings.append(Self.noPriorities)
        // A browser sends a PING before a request when nothing came for ten seconds.
        configuration.connection.controlFrameRateLimit.maximumCount = limits.controlFrames
        configuration.connection.controlFrameRateLimit.windowLength = .seconds(30)
        // Whoever leaves a page resets what was under way for it: the stream of what happens on a board, and files
        // that have not come yet.
        configuration.stream.streamResetFrameRateLimit.maximumCount = limits.streamResets
        configuration.stream.streamResetFrameRateLimit.windowLength = .seconds(30)
        return configuration
    }
}

/// Closes a connection after a connection error (RFC 9113 § 5.4.1), for which NIO has said GOAWAY by then, and
/// when the client has closed its side: nothing can be asked on it any more.
final class HTTP2End: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !Self.isOfOneStream(error) { context.close(promise: nil) }
    }

    /// A request that is none (RFC 9113 § 8.1.1), for which NIO has reset its stream: the others go on.
    private static func isOfOneStream(_ error: any Error) -> Bool {
        switch error {
        case is NIOHTTP2Errors.StreamError, is NIOHTTP2Errors.ForbiddenHeaderField,
            is NIOHTTP2Errors.MissingPseudoHeader, is NIOHTTP2Errors.DuplicatePseudoHeader,
            is NIOHTTP2Errors.PseudoHeaderAfterRegularHeader,
            is NIOHTTP2Errors.UnknownPseudoHeader, is NIOHTTP2Errors.UnsupportedPseudoHeader,
            is NIOHTTP2Errors.InvalidPseudoHeaders, is NIOHTTP2Errors.EmptyPathHeader,
            is NIOHTTP2Errors.MissingHostHeader, is NIOHTTP2Errors.DuplicateHostHeader,
            is NIOHTTP2Errors.TrailersWithoutEndStream, is NIOHTTP2Errors.ContentLengthViolated,
            is NIOHTTP2Errors.ContentLengthHeadersMismatch,
            is NIOHTTP2Errors.ContentLengthHeaderNegative,
            is NIOHTTP2Errors.ContentLengthHeaderMalformedValue:
            true
        default: false
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        context.fireUserInboundEventTriggered(event)
        if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
    }
}
