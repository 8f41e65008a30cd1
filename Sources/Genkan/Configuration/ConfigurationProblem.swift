/// Something wrong in a configuration file or in the environment, with what to write instead.
public struct ConfigurationProblem: Error, Hashable, Sendable {
    /// The file as it was named, or `environment`.
    public let file: String
    /// The line, from 1; 0 where there is none (a missing file, the environment).
    public let line: Int
    /// The key with its path, such as `fields[2].label.en`; empty for the file as a whole.
    public let key: String
    /// What is wrong: `is not a number`.
    public let what: String
    /// What to write instead.
    public let remedy: String

    /// Takes the parts.
    public init(file: String, line: Int, key: String, what: String, remedy: String) {
        self.file = file
        self.line = line
        self.key = key
        self.what = what
        self.remedy = remedy
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    /// One line for the terminal: `file:line: key: what is wrong; what to write instead`.
    public var description: String {
        let place = line > 0 ? "\(file):\(line): " : "\(file): "
        return place + (key.isEmpty ? "" : "\(key): ") + what + "; " + remedy
    }
}

extension ConfigurationProblem: Comparable {
    /// By file, then line, then key.
    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.key, left.what) < (
            right.file, right.line, right.key, right.what
        )
    }
}

/// Everything that is wrong, to be reported at once.
public struct ConfigurationProblems: Error, Hashable, Sendable {
    /// The problems by file and line; never empty.
    public let list: [ConfigurationProblem]

    /// Takes problems in any order; nil when there are none.
    public init?(_ problems: some Collection<ConfigurationProblem>) {
        guard !problems.isEmpty else { return nil }
        list = Set(problems).sorted()
    }

    /// Takes one problem.
    public init(_ problem: ConfigurationProblem) {
        list = [problem]
    }
}
