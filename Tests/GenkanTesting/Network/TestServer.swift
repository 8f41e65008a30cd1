public import GenkanWeb
public import Hummingbird
import Logging
import NIOCore
public import NIOSSL
import ServiceLifecycle
import Synchronization

/// The production server on a port of its own, with the routes a test gives it.
public struct TestServer: Sendable {
    /// The port it listens on, on 127.0.0.1.
    public let port: Int
    /// Trusts the server's certificate and no other.
    public let client: TLSConfiguration
    /// Everything it logged.
    public let log: LogRecorder
    private let group: ServiceGroup

    /// Runs a server for as long as the body runs; then it is told to stop and waited for.
    ///
    /// - Parameters:
    ///   - adjust: changes the settings before the start; without it no deadline but that of the shutdown
    ///     (5 s) is ever reached, and the general rate limit is off.
    ///   - errorReader: the origin whose scripts may read an error, by the request.
    ///   - routes: adds the routes.
    public static func run<Result: Sendable>(
        adjust: (inout ServerSettings) -> Void = { _ in },
        errorReader: @escaping @Sendable (Request, GenkanRequestContext) -> String? = { _, _ in
            nil
        },
        routes: (Router<GenkanRequestContext>) throws -> Void = { _ in },
        _ body: @Sendable (TestServer) async throws -> Result
    ) async throws -> Result {
        let certificate = try TestCertificate()
        var settings = ServerSettings(
            host: "127.0.0.1", port: 0, publicHost: TestCertificate.host,
            certificateFile: certificate.certificateFile,
            privateKeyFile: certificate.privateKeyFile)
        settings.limits.requests = nil
        settings.deadlines = patientDeadlines
        settings.deadlines.shutdown = .seconds(5)
        adjust(&settings)
        let log = LogRecorder()
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let web = try WebServer(
            settings, pages: try Pages(), logger: log.logger,
            onListening: { listening.yield($0) }, errorReader: errorReader, routes: routes)
        var services = ServiceGroupConfiguration(services: [web], logger: log.logger)
        services.maximumGracefulShutdownDuration = .seconds(120)
        let group = ServiceGroup(configuration: services)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { listening.finish() }
                try await group.run()
            }
            guard let port = await ports.first(where: { _ in true }) else {
                try await tasks.waitForAll()
                throw CancellationError()
            }
            let server = TestServer(
                port: port, client: try certificate.client(), log: log, group: group)
            do {
                let result = try await body(server)
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return result
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
        }
    }

    /// Deadlines that nothing reaches, so that a test shortens the one it is about and depends on no other.
    public static let patientDeadlines: Deadlines = {
        var deadlines = Deadlines()
        deadlines.handshake = .seconds(3600)
        deadlines.head = .seconds(3600)
        deadlines.idle = .seconds(3600)
        deadlines.body = .seconds(3600)
        deadlines.stalledWrite = .seconds(3600)
        deadlines.linger = .seconds(3600)
        return deadlines
    }()

    /// Tells it to stop, as SIGTERM does; returns at once.
    public func stop() async { await group.triggerGracefulShutdown() }
}
