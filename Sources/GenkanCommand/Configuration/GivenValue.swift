import Genkan

/// What somebody wrote for a key, and where.
struct GivenValue: Sendable {
    /// The texts of a list, or the one text of a scalar.
    let texts: [String]
    let isList: Bool
    /// The file, or `environment`.
    let file: String
    /// From 1; 0 in the environment.
    let line: Int
    /// The key in the file, or the variable.
    let key: String

    /// A problem with this value.
    func problem(_ what: String, _ remedy: String) -> ConfigurationProblem {
        ConfigurationProblem(file: file, line: line, key: key, what: what, remedy: remedy)
    }

    /// The one text, when it is one.
    var text: String? { isList ? nil : texts.first }
}
