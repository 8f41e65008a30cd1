import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP2
import NIOHTTPTypes
import NIOHTTPTypesHTTP2
import NIOSSL

/// One connection: TLS, then HTTP/2 or HTTP/1.1 as ALPN agrees (RFC 7301), with our limits and deadlines.
///
/// Hummingbird's own channel of this kind fixes what HTTP/2 clients may do, and takes browsers for
/// attackers: it closes a connection, with every request under way, for its third PING within thirty
/// seconds of another, and for two hundred PRIORITY frames within thirty seconds. So HTTP/2 is put
/// together here, from NIO's parts and by ``HTTP2Terms``; each request is handled as Hummingbird handles it.
struct GuardedChannel: HTTPChannelHandler {
    typealias Exchanges = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
    typealias Negotiated = NIONegotiatedHTTPVersion<
        Exchanges, NIOHTTP2Handler.AsyncStreamMultiplexer<Exchanges>
    >

    struct Value: ServerChildChannelValue {
        let negotiated: EventLoopFuture<Negotiated>
        let channel: any Channel
    }

    let responder: Responder
    private let settings: ServerSettings
    private let gate: ConnectionGate
    private let certificate: ServerCertificate
    private let http1: HTTP1Channel

    init(
        _ settings: ServerSettings, certificate: ServerCertificate, pages: WirePages,
        responder: @escaping Responder
    ) {
        self.settings = settings
        self.responder = ContinueOnRead.around(responder)
        gate = ConnectionGate(
            limit: settings.limits.connectionsPerAddress,
            exempt: settings.trustedProxies + settings.limits.exemptNetworks)
        self.certificate = certificate
        let limits = settings.limits
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                BaseHeaders(publicHost: settings.publicHost, pages: pages),
                ExchangeDeadlines(settings.deadlines),
                EarlyAnswers(settings),
            ],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
                maxHeaderFieldCount: limits.headFields))
        http1 = HTTP1Channel(responder: self.responder, configuration: configuration)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard gate.admits(channel) else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        do {
            try channel.pipeline.syncOperations.addHandlers(
                NIOSSLServerHandler(context: certificate.context),
                ConnectionDeadlines(
                    settings.deadlines, mostIdleBytes: settings.limits.drainedBytes))
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return channel.configureHTTP2AsyncSecureUpgrade { channel in
            http1.setup(channel: channel, logger: logger)
        } http2ConnectionInitializer: { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                let streams = try pipeline.configureAsyncHTTP2Pipeline(
                    mode: .server, connectionManagerConfiguration: HTTP2Terms.lifetime,
                    http2HandlerConfiguration: HTTP2Terms(settings.limits).configuration
                ) { stream in
                    stream.eventLoop.makeCompletedFuture { try exchange(on: stream, logger) }
                }
                try pipeline.addHandler(HTTP2End())
                return streams
            }
        }.map { Value(negotiated: $0, channel: channel) }
    }

    /// The one exchange of a stream, with the same handlers as HTTP/1.1 has.
    private func exchange(on stream: any Channel, _ logger: Logger) throws -> Exchanges {
        let pipeline = stream.pipeline.syncOperations
        try pipeline.addHandler(HTTP2FramePayloadToHTTPServerCodec())
        try pipeline.addHandlers(http1.configuration.additionalChannelHandlers())
        try pipeline.addHandler(HTTPConnectionStateHandler(logger: logger))
        return try Exchanges(wrappingChannelSynchronously: stream)
    }

    func handle(value: Value, logger: Logger) async {
        do {
            switch try await value.negotiated.get() {
            case .http1_1(let exchanges): await http1.handle(value: exchanges, logger: logger)
            case .http2(let streams):
                try await withThrowingDiscardingTaskGroup { group in
                    for try await exchange in streams.inbound {
                        group.addTask {
                            await handleHTTP(asyncChannel: exchange, logger: logger)
                        }
                    }
                }
            }
        } catch {
            logger.debug("A connection ended", metadata: ["error": .string("\(error)")])
        }
    }
}
