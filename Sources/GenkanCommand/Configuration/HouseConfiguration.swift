import Foundation
import Genkan
import GenkanWeb
import Logging

/// Everything that `genkan.yaml` and the environment say, read once.
struct HouseConfiguration: Sendable {
    let dataDirectory: String
    let runtimeDirectory: String
    let formsDirectory: String
    /// How the outside reaches the house, such as `https://forms.example.jp`.
    let publicURL: String
    let server: ServerSettings
    /// The port in clear text that leads to the house; nil for none.
    let redirectPort: Int?
    let healthAddress: String
    let healthPort: Int
    let rates: Website.Rates
    /// How mail is sent; nil where none is.
    let mail: MailConfiguration?
    /// The CAPTCHA providers that there are keys for.
    let captcha: CaptchaConfiguration
    /// The socket of the virus scanner; nil where there is none.
    let scannerSocket: String?
    /// Where a map looks up addresses; nil for no map.
    let map: MapAddress?
    /// Whether the sample website is served.
    let hasSampleWebsite: Bool
    let logLevel: Logger.Level
    /// Where each value came from, for a problem that shows only when it is used.
    let settings: Settings
    /// Every form, when the command reads them; else none.
    var forms: [Form] = []

    /// The house key's file.
    var houseKeyFile: String { dataDirectory + "/house.key" }

    /// The house's database.
    var databaseFile: String { dataDirectory + "/genkan.sqlite" }

    /// The directory of the sample website, when it is served.
    var sampleDirectory: String? { hasSampleWebsite ? server.publicDirectory : nil }

    /// The files of the forms, read within this house's limits.
    var formFiles: FormFiles {
        FormFiles(
            directory: formsDirectory, bodyLimit: server.limits.bodyBytes,
            providers: captcha.providers)
    }

    /// Where commands reach the process that serves.
    var commandSocket: String { runtimeDirectory + "/command.socket" }

    /// Makes the data directory, for its owner alone, when it does not exist.
    ///
    /// - Throws: `ConfigurationProblems`.
    func makeDataDirectory() throws {
        try make(dataDirectory, "data.directory")
    }

    /// The same for the runtime directory, which only the process that serves needs: as a service
    /// it stands in a place where nobody else may make it.
    func makeRuntimeDirectory() throws {
        try make(runtimeDirectory, "data.runtime_directory")
    }

    private func make(_ path: String, _ key: String) throws {
        do {
            try PrivateDirectory.make(path)
        } catch let error as SystemError {
            throw ConfigurationProblems(
                settings.problem(
                    key, "cannot be made (\(error))",
                    "name a directory that the user who serves may make, or make it for them"))
        }
    }
}
