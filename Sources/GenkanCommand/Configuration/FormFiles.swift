import Foundation
import Genkan

/// The directory with one file per form.
struct FormFiles: Sendable {
    let directory: String
    /// The most bytes of a body that the server reads; a form that needs more is a problem.
    let bodyLimit: Int
    /// The CAPTCHA providers that the house has keys for; a form that asks for another is a problem.
    var providers: Set<CaptchaProvider> = []

    /// Every form, in the order of their files' names.
    ///
    /// - Throws: `ConfigurationProblems` with everything that is wrong in all files.
    func read() throws -> [Form] {
        try readAll().get()
    }

    /// The same as a value.
    func readAll() -> Result<[Form], ConfigurationProblems> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let files = names.filter { $0.hasSuffix(".yaml") }.sorted()
        var problems = names.filter { $0.hasSuffix(".yml") }.map { name in
            problem(in: "\(directory)/\(name)", "has another ending", "rename it to end in .yaml")
        }
        if files.isEmpty {
            problems.append(
                problem(in: directory, "holds no form", "write one, such as contact.yaml"))
        }
        var read: [(file: String, bytes: [UInt8])] = []
        for file in files.map({ "\(directory)/\($0)" }) {
            if let bytes = FileManager.default.contents(atPath: file) {
                read.append((file, [UInt8](bytes)))
            } else {
                problems.append(
                    problem(in: file, "cannot be read", "let it belong to the user that serves"))
            }
        }
        let forms = FormReader.read(read, bodyLimit: bodyLimit, providers: providers)
        if case .failure(let found) = forms { problems += found.list }
        return ConfigurationProblems(problems).map { .failure($0) } ?? forms
    }

    private func problem(in file: String, _ what: String, _ remedy: String) -> ConfigurationProblem
    {
        ConfigurationProblem(file: file, line: 0, key: "", what: what, remedy: remedy)
    }
}
