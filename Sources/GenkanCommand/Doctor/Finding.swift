/// One thing that the doctor looked at.
struct Finding: Equatable, Sendable {
    /// What was looked at, in a word or two.
    let subject: String
    /// What is the case.
    let state: String
    /// What to do about it; nil when all is well.
    let remedy: String?

    static func well(_ subject: String, _ state: String) -> Finding {
        Finding(subject: subject, state: state, remedy: nil)
    }

    static func ill(_ subject: String, _ state: String, remedy: String) -> Finding {
        Finding(subject: subject, state: state, remedy: remedy)
    }

    /// One line, and a second one with what to do.
    var text: String {
        guard let remedy else { return "ok    \(subject): \(state)" }
        return "ILL   \(subject): \(state)\n      → \(remedy)"
    }
}
