import Genkan
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// The public listener with everything in front of the routes: TLS, deadlines, limits, headers, error pages.
///
/// Production and tests make it here and nowhere else. Run it in a `ServiceGroup` whose
/// `maximumGracefulShutdownDuration` is a little more than ``Deadlines/shutdown``.
public struct WebServer: Service {
    private let application: Application<RouterResponder<GenkanRequestContext>>
    private let certificate: ServerCertificate
    private let logger: Logger

    /// Reads certificate and static files and assembles the server; binds nothing yet.
    ///
    /// - Parameters:
    ///   - settings: how to listen.
    ///   - pages: the embedded templates and texts, for error pages.
    ///   - logger: gets one line per request.
    ///   - onListening: told the port once connections are accepted.
    ///   - routes: adds the routes of entrance and desk.
    /// - Throws: when a certificate, key or static file cannot be read; says which file.
    public init(
        _ settings: ServerSettings, pages: Pages, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in },
        errorReader: @escaping @Sendable (Request, GenkanRequestContext) -> String? = { _, _ in
            nil
        },
        routes: (Router<GenkanRequestContext>) throws -> Void
    ) throws {
        let router = Self.router(settings, ErrorPage(pages: pages, reader: errorReader))
        if let directory = settings.publicDirectory {
            try StaticFiles(directory: directory).add(to: router)
        }
        try routes(router)
        router.refuseOtherMethods()
        let certificate = try ServerCertificate(settings)
        self.certificate = certificate
        self.logger = logger
        let wirePages = try WirePages(pages)
        application = Application(
            router: router,
            server: HTTPServerBuilder { responder in
                GuardedChannel(
                    settings, certificate: certificate, pages: wirePages, responder: responder)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                backlog: 1024,
                availableConnectionsDelegate: .maximum(
                    settings.limits.connections, logger: logger)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// Serves until the graceful shutdown, then finishes what is under way.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await certificate.watch(logger) }
            try await application.run()
            group.cancelAll()
        }
    }

    /// The middleware, outermost first. Routes are added after it: Hummingbird applies middleware only to
    /// routes that come later.
    private static func router(
        _ settings: ServerSettings, _ errorPage: ErrorPage
    ) -> Router<GenkanRequestContext> {
        let router = Router(
            context: GenkanRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(
            middleware: ClientFacts(
                trustedProxies: TrustedProxies(settings.trustedProxies),
                exemptNetworks: settings.limits.exemptNetworks,
                publicOrigin: settings.publicOrigin))
        router.add(middleware: AccessLog())
        router.add(middleware: errorPage)
        router.add(middleware: Backpressure())
        if let rate = settings.limits.requests {
            router.add(middleware: RateLimit(limiter: RateLimiter(rate)))
        }
        router.add(middleware: RequestGate(limits: settings.limits))
        router.add(middleware: LimitBodies(limits: settings.limits))
        return router
    }
}
