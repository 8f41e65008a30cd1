import Foundation
import Genkan
import GenkanWeb
import Logging

/// Reads `genkan.yaml`, the environment and, when asked, the forms, and reports everything that is
/// wrong in all of them at once.
struct ConfigurationReader {
    /// The configuration file as it was named.
    let file: String
    /// The process's variables.
    let environment: [String: String]

    /// - Throws: `ConfigurationProblems`.
    func read(withForms: Bool) throws -> HouseConfiguration {
        var given = GivenValues()
        var problems: [ConfigurationProblem] = []
        switch document() {
        case .success(let node): given.take(node, file: file)
        case .failure(let problem): problems.append(problem)
        }
        given.take(environment: environment)
        var values = TypedValues(given)
        var configuration = HouseConfiguration(&values)
        problems += values.problems
        if withForms {
            switch FormFiles(directory: configuration.formsDirectory).readAll() {
            case .success(let forms): configuration.forms = forms
            case .failure(let found): problems += found.list
            }
        }
        if let problems = ConfigurationProblems(problems) { throw problems }
        return configuration
    }

    private func document() -> Result<YAMLNode, ConfigurationProblem> {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            return .failure(
                ConfigurationProblem(
                    file: file, line: 0, key: "", what: "cannot be read",
                    remedy: "start where config/genkan.yaml is, or name it with --configuration"))
        }
        return YAMLDocument.read([UInt8](bytes), file: file)
    }
}

extension HouseConfiguration {
    /// Takes every value; what does not fit is in `values.problems` afterwards.
    init(_ values: inout TypedValues) {
        dataDirectory = values.text("data.directory")
        runtimeDirectory = values.text(
            "data.runtime_directory", otherwise: dataDirectory + "/run")
        formsDirectory = values.text("forms.directory")
        let port = values.number("server.port")
        publicURL = values.origin("server.public_url", otherwise: "https://localhost:\(port)")
        healthAddress = values.address("health.address", loopback: true)
        healthPort = values.number("health.port", otherwise: port + 1)
        hasSampleWebsite = values.boolean("server.sample_website")
        logLevel = Logger.Level(rawValue: values.word("log.level")) ?? .info
        rates = Website.Rates(&values)
        server = ServerSettings(&values, port: port, publicURL: publicURL)
    }
}

extension Website.Rates {
    fileprivate init(_ values: inout TypedValues) {
        self.init()
        unproven = RequestRate(
            burst: Double(values.number("limits.unproven_at_once")),
            perSecond: Double(values.number("limits.unproven_per_minute")) / 60)
        signIn = RequestRate(
            burst: Double(values.number("limits.sign_ins_at_once")),
            perSecond: Double(values.number("limits.sign_ins_per_minute")) / 60)
    }
}

extension ServerSettings {
    fileprivate init(_ values: inout TypedValues, port: Int, publicURL: String) {
        self.init(
            host: values.address("server.address"), port: port,
            publicHost: URLComponents(string: publicURL)?.host ?? "localhost",
            certificateFile: values.text("server.certificate"),
            privateKeyFile: values.text("server.private_key"),
            trustedProxies: values.addressRanges("server.trusted_proxies"),
            publicDirectory: values.text("server.public_directory"))
        deadlines.handshake = values.duration("deadlines.handshake")
        deadlines.head = values.duration("deadlines.head")
        deadlines.body = values.duration("deadlines.body")
        deadlines.idle = values.duration("deadlines.idle")
        deadlines.stalledWrite = values.duration("deadlines.stalled_write")
        deadlines.shutdown = values.duration("deadlines.shutdown")
        limits.connections = values.number("limits.connections")
        limits.connectionsPerAddress = values.number("limits.connections_per_address")
        limits.bodyBytes = values.number("limits.body_bytes")
    }
}
