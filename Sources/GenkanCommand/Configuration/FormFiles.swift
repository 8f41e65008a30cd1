import Foundation
import Genkan

/// The directory with one file per form.
struct FormFiles: Sendable {
    let directory: String

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
        var forms: [Form] = []
        var problems = names.filter { $0.hasSuffix(".yml") }.map { name in
            problem(in: "\(directory)/\(name)", "has another ending", "rename it to end in .yaml")
        }
        if files.isEmpty {
            problems.append(
                problem(in: directory, "holds no form", "write one, such as \(directory)/contact.yaml"))
        }
        for name in files {
            let file = "\(directory)/\(name)"
            guard let bytes = FileManager.default.contents(atPath: file) else {
                problems.append(problem(in: file, "cannot be read", "let its owner be who serves"))
                continue
            }
            switch FormReader.read([UInt8](bytes), file: file) {
            case .success(let form): forms.append(form)
            case .failure(let found): problems += found.list
            }
        }
        if let problems = ConfigurationProblems(problems) { return .failure(problems) }
        return .success(forms)
    }

    private func problem(in file: String, _ what: String, _ remedy: String) -> ConfigurationProblem {
        ConfigurationProblem(file: file, line: 0, key: "", what: what, remedy: remedy)
    }
}
