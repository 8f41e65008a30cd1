import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL

/// Hummingbird's TLS channel for HTTP/2 and HTTP/1.1, with our limits and deadlines around it.
struct GuardedChannel: ServerChildChannel {
    typealias Value = HTTP2UpgradeChannel.Value

    private let settings: ServerSettings
    private let gate: ConnectionGate
    private let upgrade: HTTP2UpgradeChannel

    init(
        _ settings: ServerSettings, tls: TLSConfiguration, pages: WirePages,
        responder: @escaping HTTPChannelHandler.Responder
    ) throws {
        self.settings = settings
        gate = ConnectionGate(
            limit: settings.limits.connectionsPerAddress, exempt: settings.trustedProxies)
        let limits = settings.limits
        let http = HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                BaseHeaders(publicHost: settings.publicHost, pages: pages),
                ExchangeDeadlines(settings.deadlines),
                EarlyAnswers(settings),
            ],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
                maxHeaderFieldCount: limits.headFields))
        upgrade = try HTTP2UpgradeChannel(
            tlsConfiguration: tls, configuration: .init(streamConfiguration: http),
            responder: ContinueOnRead.around(responder))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard gate.admits(channel) else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        let ready = upgrade.setup(channel: channel, logger: logger)
        return ready.flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let tls = try pipeline.handler(type: NIOSSLServerHandler.self)
            try pipeline.addHandlers(
                [
                    ConnectionDeadlines(settings.deadlines),
                    PingLimit.Placement(settings.limits.pings),
                ], position: .after(tls))
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        await upgrade.handle(value: value, logger: logger)
    }
}
