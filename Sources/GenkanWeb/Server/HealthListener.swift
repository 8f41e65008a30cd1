import Genkan
import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// `/healthz` (the process runs) and `/readyz` (it can take submissions) in plain HTTP, on a loopback
/// address and nothing else.
public struct HealthListener: Service {
    /// Why it is not made.
    public enum Failure: Error, Hashable {
        /// The address is not 127.0.0.0/8 or ::1: health must not be reachable from outside in clear.
        case notLoopback(address: String)
    }

    private let application: Application<RouterResponder<BasicRequestContext>>

    /// - Parameters:
    ///   - host: a loopback address.
    ///   - port: the TCP port; 0 lets the system choose.
    ///   - idleTimeout: after so long without a byte a connection is closed.
    ///   - isReady: asked for each `/readyz`; false answers 503.
    ///   - onListening: told the port once connections are accepted.
    public init(
        host: String, port: Int, logger: Logger,
        idleTimeout: Duration = .seconds(10),
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in },
        isReady: @escaping @Sendable () async -> Bool
    ) throws(Failure) {
        guard ClientAddress(host)?.isLoopback == true else { throw .notLoopback(address: host) }
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.get("healthz") { _, _ in Self.answer(true) }
        router.get("readyz") { _, _ in Self.answer(await isReady()) }
        router.refuseOtherMethods()
        application = Application(
            router: router,
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    additionalChannelHandlers: [BaseHeaders(publicHost: "localhost")],
                    idleTimeout: TimeAmount(idleTimeout))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(32, logger: logger)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// Serves until the graceful shutdown.
    public func run() async throws { try await application.run() }

    private static func answer(_ isWell: Bool) -> Response {
        var response = Response(
            status: isWell ? .ok : .serviceUnavailable,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: isWell ? "ok\n" : "not ready\n")))
        // Within five seconds nobody finds out anew; see ``Storage/isReady()``.
        if !isWell { response.headers[.retryAfter] = "5" }
        return response
    }
}
