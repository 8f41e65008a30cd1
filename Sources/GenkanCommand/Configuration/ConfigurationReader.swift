import Foundation
import Genkan

/// Reads `genkan.yaml`, the environment and, when asked, the forms, and reports everything that is
/// wrong in all of them at once.
struct ConfigurationReader {
    /// The configuration file as it was named.
    let file: String
    /// The process's variables.
    let environment: [String: String]

    /// - Parameter withServerFiles: whether the certificate, its key, the public directory and the
    ///   files for mail are looked at, too.
    /// - Throws: `ConfigurationProblems`.
    func read(withForms: Bool, withServerFiles: Bool = false) throws -> HouseConfiguration {
        var problems: [ConfigurationProblem] = []
        var document: YAMLNode?
        switch self.document() {
        case .success(let node): document = node
        case .failure(let problem): problems.append(problem)
        }
        var settings = CheckedSettings(
            Settings.readAll(
                document, file: file, environment: own, table: ConfigurationKeys.table))
        var configuration = HouseConfiguration(&settings)
        problems += settings.problems
        if withForms {
            switch configuration.formFiles.readAll() {
            case .success(let forms): configuration.forms = forms
            case .failure(let found): problems += found.list
            }
        }
        if withServerFiles {
            // A key whose value is wrong has its problem already.
            let told = Set(problems.map(\.key))
            let found =
                configuration.serverFileProblems() + configuration.mailFileProblems()
                + configuration.captchaFileProblems()
            problems += found.filter { !told.contains($0.key) }
        }
        if let problems = ConfigurationProblems(problems) { throw problems }
        return configuration
    }

    private var own: [String: String] {
        environment.filter { !ConfigurationKeys.foreignVariables.contains($0.key) }
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
