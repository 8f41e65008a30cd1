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
    let healthAddress: String
    let healthPort: Int
    let rates: Website.Rates
    /// Whether the sample website is served.
    let hasSampleWebsite: Bool
    let logLevel: Logger.Level
    /// Every form, when the command reads them; else none.
    var forms: [Form] = []

    /// The house key's file.
    var houseKeyFile: String { dataDirectory + "/house.key" }

    /// The directory of the sample website, when it is served.
    var sampleDirectory: String? { hasSampleWebsite ? server.publicDirectory : nil }

    /// The files of the forms, read within this house's limits.
    var formFiles: FormFiles {
        FormFiles(directory: formsDirectory, bodyLimit: server.limits.bodyBytes)
    }

    /// Where commands reach the process that serves.
    var commandSocket: String { runtimeDirectory + "/command.socket" }

    /// Makes the data and the runtime directory, for their owner alone, when they do not exist.
    func makeDirectories() throws {
        for directory in [dataDirectory, runtimeDirectory] {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
    }
}
