import ArgumentParser
import Foundation
import Genkan
import GenkanOutbound
import GenkanStorage
import GenkanWeb
import Logging
import Sealing
import ServiceLifecycle
import UnixSignals

/// `genkan serve`: receives, and lets staff work, until it is told to stop.
struct Serve: HouseCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the house.",
        discussion: """
            SIGTERM and SIGINT finish what is under way within 30 seconds. SIGHUP reads the forms \
            again: all of them, or none when one has a mistake.
            """)

    static let readsForms = true
    static let readsServerFiles = true

    @OptionGroup var house: HouseOptions

    /// A reload that comes before there is anything to read again must not end the process.
    static func prepare() {
        signal(SIGHUP, SIG_IGN)
    }

    func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
        let reloads = await UnixSignalsSequence(trapping: .sighup)
        Log.start(level: configuration.logLevel)
        let logger = Logger(label: "genkan")
        try await House.openToServe(configuration, news: { logger.tell($0) }) {
            try await serve($0, configuration, reloads, logger)
        }
        logger.notice("Stopped")
    }

    private func serve(
        _ house: House, _ configuration: HouseConfiguration, _ reloads: UnixSignalsSequence,
        _ logger: Logger
    ) async throws {
        guard try await house.storage.staff.isSetUp() else {
            throw Refusal(
                .unavailable,
                "nobody is on the roster of \(configuration.dataDirectory); `genkan setup` begins it"
            )
        }
        let registered = try await house.storage.forms.register(
            configuration.forms, now: Clock.now())
        logger.warn(of: configuration.forms, hasScanner: configuration.scannerSocket != nil)
        let book = FormBook(registered)
        let captchas = configuration.captcha.terms.map { CaptchaService($0, now: Clock.now) }
        let services = try ServiceGroup(
            configuration: group(
                captchas.map(CaptchaLine.init) + [
                    Listening(
                        service: website(house, book, captchas, configuration, logger),
                        place: configuration.publicPlace),
                    Listening(
                        service: health(house, configuration, logger),
                        place: configuration.healthPlace),
                    commands(house, configuration, logger),
                    FormReload(
                        files: configuration.formFiles, storage: house.storage, book: book,
                        hasScanner: configuration.scannerSocket != nil,
                        signals: reloads, logger: logger),
                ] + redirect(configuration, logger) + mail(house, configuration, logger), logger))
        try await ServingRecord(audit: house.storage.audit, logger: logger).around {
            try await services.run()
        }
    }

    private func group(_ services: [any Service], _ logger: Logger) -> ServiceGroupConfiguration {
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(30)
        return group
    }

    private func website(
        _ house: House, _ book: FormBook, _ captchas: [CaptchaService],
        _ configuration: HouseConfiguration, _ logger: Logger
    ) throws -> WebServer {
        let website = try Website(
            storage: house.storage, forms: book, proofs: Website.Proofs(house.key),
            rates: configuration.rates,
            captchas: CaptchaProviders(captchas, ownHost: configuration.server.publicHost),
            scanner: configuration.scannerSocket.map { ClamdScanner(socket: $0) },
            sendsMail: configuration.mail != nil,
            map: configuration.map, publicDirectory: configuration.server.publicDirectory,
            now: Clock.now)
        return try WebServer(
            website, settings: configuration.server, sample: configuration.sampleDirectory,
            logger: logger
        ) { port in
            logger.notice(
                "Serving",
                metadata: [
                    "url": .string(configuration.publicURL), "port": .stringConvertible(port),
                ])
        }
    }

    private func redirect(
        _ configuration: HouseConfiguration, _ logger: Logger
    ) -> [any Service] {
        guard let place = configuration.redirectPlace,
            let house = Origin(configuration.publicURL)
        else { return [] }
        let listener = RedirectListener(
            configuration.server, port: place.port, house: house, logger: logger)
        return [Listening(service: listener, place: place)]
    }

    /// The last one, so that it is ended first.
    private func mail(
        _ house: House, _ configuration: HouseConfiguration, _ logger: Logger
    ) throws -> [any Service] {
        let sender = try NoticeSender(house.storage, configuration, logger: logger)
        return sender.map { [$0] } ?? []
    }

    private func health(
        _ house: House, _ configuration: HouseConfiguration, _ logger: Logger
    ) throws -> HealthListener {
        try HealthListener(
            host: configuration.healthAddress, port: configuration.healthPort, logger: logger
        ) { await house.storage.isReady() }
    }

    private func commands(
        _ house: House, _ configuration: HouseConfiguration, _ logger: Logger
    ) -> CommandSocketService {
        let addition = StaffAddition(storage: house.storage)
        let verification = AuditVerification(storage: house.storage)
        let allowance = NetworkAllowance(storage: house.storage)
        let receipt = ReceiptVerification(storage: house.storage, house: house.key.publicKey)
        return CommandSocketService(path: configuration.commandSocket, logger: logger) { request in
            switch request {
            case .presence: CommandReply(status: 0, text: "serving")
            case .addPerson(let person): await addition(person)
            case .verifyAudit: await verification()
            case .networks(let order): await allowance(order)
            case .verifyReceipt(let text): await receipt(text)
            }
        }
    }
}
