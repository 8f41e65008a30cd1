import Foundation
import Genkan
import GenkanWeb
import Logging

extension HouseConfiguration {
    /// Takes every value; what does not fit is among the problems of `settings` afterwards.
    init(_ settings: inout CheckedSettings) {
        dataDirectory = settings.text("data.directory")
        runtimeDirectory = settings.text(
            "data.runtime_directory", otherwise: dataDirectory + "/run")
        formsDirectory = settings.text("forms.directory")
        let port = settings.number("server.port")
        publicURL = settings.origin("server.public_url", otherwise: "https://localhost:\(port)")
        healthAddress = settings.address("health.address", loopback: true)
        healthPort = settings.otherPort("health.port", than: "server.port")
        redirectPort = settings.furtherPort(
            "server.redirect_port", than: [("server.port", port), ("health.port", healthPort)])
        hasSampleWebsite = settings.flag("server.sample_website")
        logLevel = Logger.Level(rawValue: settings.text("log.level")) ?? .info
        rates = Website.Rates(settings)
        server = ServerSettings(&settings, port: port, publicURL: publicURL)
        mail = MailConfiguration(&settings)
        captcha = CaptchaConfiguration(&settings)
        scannerSocket = settings.settings.text("scanner.clamd_socket")
        map = settings.map("desk.map_url")
        self.settings = settings.settings
    }
}

extension Website.Rates {
    fileprivate init(_ settings: CheckedSettings) {
        self.init()
        unproven = settings.rate("limits.unproven")
        arrivals.form = settings.rate("limits.form_submissions")
        arrivals.house = settings.rate("limits.submissions")
        arrivals.fileBytes = settings.rate("limits.file_bytes")
        signIn = settings.rate("limits.sign_ins")
        spam.mostLinks = settings.number("spam.most_links", otherwise: spam.mostLinks)
        spam.fastest = .seconds(settings.number("spam.fastest_seconds", otherwise: 2))
        spam.mostEqual = settings.number("spam.most_equal", otherwise: spam.mostEqual)
    }
}

extension CheckedSettings {
    fileprivate func rate(_ key: String) -> RequestRate {
        RequestRate(
            burst: Double(number(key + "_at_once")),
            perSecond: Double(number(key + "_per_minute")) / 60)
    }
}

extension ServerSettings {
    fileprivate init(_ settings: inout CheckedSettings, port: Int, publicURL: String) {
        self.init(
            host: settings.address("server.address"), port: port,
            publicHost: URLComponents(string: publicURL)?.host ?? "localhost",
            publicOrigin: settings.settings.text("server.public_url").flatMap { Origin($0) },
            certificateFile: settings.text("server.certificate"),
            privateKeyFile: settings.text("server.private_key"),
            trustedProxies: settings.ranges("server.trusted_proxies"),
            publicDirectory: settings.text("server.public_directory"))
        deadlines.handshake = settings.duration("deadlines.handshake_seconds")
        deadlines.head = settings.duration("deadlines.head_seconds")
        deadlines.body = settings.duration("deadlines.body_seconds")
        deadlines.idle = settings.duration("deadlines.idle_seconds")
        deadlines.stalledWrite = settings.duration("deadlines.stalled_write_seconds")
        deadlines.shutdown = settings.duration("deadlines.shutdown_seconds")
        limits.connections = settings.number("limits.connections")
        limits.connectionsPerAddress = settings.number("limits.connections_per_address")
        limits.exemptNetworks = settings.ranges("limits.exempt_networks")
        limits.requests = settings.rate("limits.requests")
        // A wrong value is reported once, not again by every form.
        limits.bodyBytes = settings.number("limits.body_bytes", otherwise: limits.bodyBytes)
    }
}
