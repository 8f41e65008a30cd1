import Genkan
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Gives every answer its security headers on the way out, whoever wrote it: also the parser's 400, which
/// no middleware ever sees.
///
/// An answer without a Content-Security-Policy gets the whole of ``ResponsePolicy/bare``. HSTS is added
/// here, to every answer but those of loopback names: on `localhost` it would break a developer's other
/// servers, since it does not know ports.
final class BaseHeaders: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let pages: WirePages?
    private let isEncrypted: Bool
    private var host: String
    private var language = Language.ofTheHouse
    private var wantsBody = true
    private var headWasTooLarge = false

    /// - Parameter isEncrypted: false in clear text, where HSTS must not be sent (RFC 6797 § 7.2).
    init(publicHost: String, pages: WirePages? = nil, isEncrypted: Bool = true) {
        host = publicHost
        self.isEncrypted = isEncrypted
        self.pages = pages
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            if let authority = head.authority { host = authority }
            language = .preferred(acceptLanguage: head.headerFields[.acceptLanguage])
            wantsBody = head.method != .head
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The parser's name for more header than it was told to bear.
        headWasTooLarge = error as? HTTPParserError == .headerOverflow
        context.fireErrorCaught(error)
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        guard case .head(var head) = unwrapOutboundIn(data),
            head.status.kind != .informational
        else { return context.write(data, promise: promise) }
        if headWasTooLarge { head.status = .requestHeaderFieldsTooLarge }
        let page = wantsBody ? pages?.complete(&head, in: language) : nil
        secure(&head)
        context.write(wrapOutboundOut(.head(head)), promise: promise)
        if let page { context.write(wrapOutboundOut(.body(page)), promise: nil) }
    }

    private func secure(_ head: inout HTTPResponse) {
        if head.headerFields[.contentSecurityPolicy] == nil {
            for field in ResponsePolicy.bare.headers where head.headerFields[field.name] == nil {
                head.headerFields[field.name] = field.value
            }
        }
        if isEncrypted, !LoopbackName.matches(host) {
            head.headerFields[.strictTransportSecurity] = "max-age=63072000; includeSubDomains"
        }
    }
}

/// Names and addresses of this machine itself.
enum LoopbackName {
    /// Whether an authority (`host` or `host:port`) is `localhost`, a name under it, or a loopback address.
    static func matches(_ authority: String) -> Bool {
        let host = withoutPort(authority.lowercased())
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        return ClientAddress(host)?.isLoopback ?? false
    }

    private static func withoutPort(_ authority: String) -> Substring {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return authority[authority.index(after: authority.startIndex)..<end]
        }
        return authority.prefix { $0 != ":" }
    }
}
