/// Collects what is wrong while a file is read, so that all of it is reported at once.
public final class ProblemList {
    /// The problems so far, in the order of their finding.
    public private(set) var all: [ConfigurationProblem] = []

    /// Starts empty.
    public init() {}

    /// Adds one.
    public func add(_ problem: ConfigurationProblem) {
        all.append(problem)
    }
}
