import Yams

/// Turns an error of Yams into a problem with its line.
enum YAMLFault {
    static func problem(_ error: any Error, in text: String, file: String) -> ConfigurationProblem {
        guard let error = error as? YamlError else {
            return syntax(line: 0, "cannot be read", file)
        }
        switch error {
        case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _),
            .composer(_, let what, let mark, _):
            return syntax(line: mark.line, what, file)
        case .duplicatedKeysInMapping(let names, let context):
            return duplicate(names.first ?? "", after: context.mark, in: text, file)
        default:
            return syntax(line: 0, "cannot be read", file)
        }
    }

    private static func syntax(line: Int, _ what: String, _ file: String) -> ConfigurationProblem {
        ConfigurationProblem(
            file: file, line: line, key: "", what: "is not YAML (\(what))",
            remedy: "check indentation, colons and quotation marks here and one line above")
    }

    /// Yams names the first place; people want to see the second.
    private static func duplicate(
        _ name: String, after mark: Mark, in text: String, _ file: String
    ) -> ConfigurationProblem {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        let indentation = [UInt8](repeating: 0x20, count: max(0, mark.column - 1))
        let second = lines.indices.dropFirst(mark.line).first { index in
            lines[index].starts(with: indentation + Array("\(name):".utf8))
        }
        return ConfigurationProblem(
            file: file, line: second.map { $0 + 1 } ?? mark.line, key: name,
            what: "stands twice (first in line \(mark.line))", remedy: "keep one of the two")
    }
}
