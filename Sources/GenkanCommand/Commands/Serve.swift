import ArgumentParser
import Genkan
import GenkanStorage
import GenkanWeb
import Logging
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

    @OptionGroup var house: HouseOptions

    func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
        Log.start(level: configuration.logLevel)
        let logger = Logger(label: "genkan")
        try await House.open(configuration, holder: "genkan serve") {
            try await serve($0, configuration, logger)
        }
        logger.notice("Stopped")
    }

    private func serve(
        _ house: House, _ configuration: HouseConfiguration, _ logger: Logger
    ) async throws {
        guard try await house.storage.staff.isSetUp() else {
            throw Refusal(
                .unavailable,
                "nobody is on the roster of \(configuration.dataDirectory); `genkan setup` begins it"
            )
        }
        let registered = try await house.storage.forms.register(
            configuration.forms, now: Clock.now())
        for form in configuration.forms where form.captcha == .none {
            logger.warning(
                "A form has no CAPTCHA: anything may be sent to it",
                metadata: ["form": .string(form.name)])
        }
        let book = FormBook(registered)
        try await ServiceGroup(
            configuration: group(
                [
                    try website(house, book, configuration, logger),
                    try health(house, configuration, logger),
                    commands(house, configuration, logger),
                    FormReload(
                        files: configuration.formFiles, storage: house.storage, book: book,
                        logger: logger),
                ], logger)
        ).run()
    }

    private func group(_ services: [any Service], _ logger: Logger) -> ServiceGroupConfiguration {
        var group = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(30)
        return group
    }

    private func website(
        _ house: House, _ book: FormBook, _ configuration: HouseConfiguration, _ logger: Logger
    ) throws -> WebServer {
        let website = try Website(
            storage: house.storage, forms: book, proofs: Website.Proofs(house.key),
            rates: configuration.rates, now: Clock.now)
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
        return CommandSocketService(path: configuration.commandSocket, logger: logger) { request in
            switch request {
            case .presence: CommandReply(status: 0, text: "serving")
            case .addPerson(let person): await addition(person)
            case .verifyAudit: await verification()
            }
        }
    }
}
