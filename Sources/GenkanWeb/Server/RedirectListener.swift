public import Genkan
import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// The listener in clear text, where somebody types the address without `https`: it leads to the house and takes
/// nothing.
///
/// `GET` and `HEAD` are answered with 308 to the same path of the house, whatever `Host` they name. Everything else is
/// refused with 403: what came with it was readable on the way, and the form that sent it must be changed.
public struct RedirectListener: Service {
    private let application: Application<RouterResponder<BasicRequestContext>>

    /// All of them; and of one address (IPv6: /64), so that it takes more than a few to keep everybody else out.
    static let (connections, connectionsPerAddress) = (256, 32)

    /// - Parameters:
    ///   - settings: of the public listener: the address, and how much and for how long.
    ///   - port: the TCP port; 0 lets the system choose.
    ///   - house: where everybody is led to.
    ///   - onListening: told the port once connections are accepted.
    public init(
        _ settings: ServerSettings, port: Int, house: Origin, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        let router = Router(context: BasicRequestContext.self)
        for path in ["/", "/**"] {
            for method in [HTTPRequest.Method.get, .head] {
                router.on(RouterPath(path), method: method) { request, _ in
                    Self.redirect(request, to: house)
                }
            }
            for method in [
                HTTPRequest.Method.post, .put, .patch, .delete, .options, .trace, .connect,
            ] {
                router.on(RouterPath(path), method: method) { _, _ in Self.refusal }
            }
        }
        let limits = settings.limits
        let gate = ConnectionGate(
            limit: min(Self.connectionsPerAddress, limits.connectionsPerAddress),
            exempt: settings.trustedProxies + limits.exemptNetworks)
        application = Application(
            router: router,
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [
                        GatedConnection(gate),
                        BaseHeaders(publicHost: settings.publicHost, isEncrypted: false),
                        ExchangeDeadlines(settings.deadlines),
                        EarlyAnswers(settings),
                    ],
                    idleTimeout: TimeAmount(settings.deadlines.head),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headBytes,
                        maxHeaderListSize: limits.headBytes,
                        maxHeaderFieldCount: limits.headFields))),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: port),
                availableConnectionsDelegate: .maximum(Self.connections, logger: logger)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// Serves until the graceful shutdown.
    public func run() async throws { try await application.run() }

    /// The path as it came: it begins with one slash, so that it stays on the house's origin.
    private static func redirect(_ request: Request, to house: Origin) -> Response {
        let target = request.head.path ?? "/"
        let path = target.hasPrefix("/") && target.utf8.count <= 4_096 ? target : "/"
        return Response(
            status: .permanentRedirect,
            headers: [.location: house.description + path])
    }

    private static var refusal: Response {
        Response(
            status: .forbidden,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(
                byteBuffer: ByteBuffer(
                    string: """
                        送信されていません。このアドレスは暗号化されていないため、何も受け取りません。https:// で始まるアドレスから送信してください。
                        Nothing was received: this address is not encrypted and takes nothing. Send it from an address that begins with https://.

                        """)))
    }
}
