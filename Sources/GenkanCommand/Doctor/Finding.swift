/// One thing that the doctor looked at.
struct Finding: Equatable, Sendable {
    /// How much it matters, in the word that begins its line.
    enum Weight: String {
        case well = "ok   "
        /// May be meant so; changes nothing in how the command ends.
        case warning = "WARN "
        case ill = "ILL  "
    }

    let weight: Weight
    /// What was looked at, in a word or two.
    let subject: String
    /// What is the case.
    let state: String
    /// What to do about it; nil when all is well.
    let remedy: String?

    static func well(_ subject: String, _ state: String) -> Finding {
        Finding(weight: .well, subject: subject, state: state, remedy: nil)
    }

    static func warning(_ subject: String, _ state: String, remedy: String) -> Finding {
        Finding(weight: .warning, subject: subject, state: state, remedy: remedy)
    }

    static func ill(_ subject: String, _ state: String, remedy: String) -> Finding {
        Finding(weight: .ill, subject: subject, state: state, remedy: remedy)
    }

    /// One line, and a second one with what to do.
    var text: String {
        let line = "\(weight.rawValue) \(subject): \(state)"
        return remedy.map { "\(line)\n      → \($0)" } ?? line
    }
}
