import Genkan
import GenkanWeb
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals

/// The production server over a bench house, with one route more: `POST /bare` reads the same body
/// behind the same TLS, deadlines and middleware, and answers with the same kind of redirect.
///
/// Only two things differ from `genkan serve`, for both routes: nothing is logged, and the limits
/// per address are lifted by configuration, because all load comes from one.
struct BenchServer {
    let house: BenchHouse

    func run(onListening: @escaping @Sendable (Int) -> Void) async throws {
        var settings = ServerSettings(
            host: "127.0.0.1", port: 0, certificateFile: house.directory + "/certificate.pem",
            privateKeyFile: house.directory + "/certificate.key", publicDirectory: "public")
        settings.limits.requests = nil
        var rates = Website.Rates()
        // Everything comes from one address.
        rates.arrivals.form = RequestRate(burst: 1_000_000, perSecond: 1_000_000)
        rates.arrivals.house = rates.arrivals.form
        rates.unproven = rates.arrivals.form
        rates.signIn = RequestRate(burst: 1_000_000, perSecond: 1_000_000)
        let website = try Website(
            storage: house.storage, forms: FormBook(house.forms),
            proofs: Website.Proofs(
                altcha: try house.key.altcha(), form: try house.key.tokenKey(),
                device: try house.key.deviceKey(), receipts: try house.key.receiptKeys()),
            rates: rates, publicDirectory: "public", now: BenchHouse.now)
        let logger = Logger(label: "bench") { _ in SilentLog() }
        let web = try WebServer(
            settings, pages: try Pages(), logger: logger,
            onListening: { port in onListening(port) }
        ) { router in
            website.add(to: router)
            router.post("/bare") { request, _ in
                let body = try await request.body.collect(upTo: 1 << 20)
                return Response.redirect(to: "/bare?read=\(body.readableBytes)", type: .normal)
            }
        }
        try await ServiceGroup(
            configuration: .init(
                services: [web], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        ).run()
    }
}

/// A log that writes nothing, but keeps what stands with each line: a page of an error names its request by
/// it.
private struct SilentLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {}
}
