/// What makes a submission look like spam. None of it is a proof: what has a sign is held, and a person
/// decides. Nothing is learnt from what people write, and nothing of it is sent anywhere.
public struct SpamRules: Sendable, Hashable {
    /// So many links may stand in all answers together; what has more is held.
    public var mostLinks = 5
    /// So long it takes a person, at least, from the page to the button; zero for no rule.
    public var fastest = Duration.seconds(2)
    /// So often the same long text may come within an hour; what comes more often is held.
    public var mostEqual = 3

    /// The standard rules.
    public init() {}

    /// The first sign of spam that a submission has; nil for none.
    ///
    /// - Parameters:
    ///   - answers: what was sent.
    ///   - form: what it was sent to.
    ///   - age: how long ago the page was shown, where that is known.
    ///   - equals: how often the longest of its texts came of late.
    public func sign(
        in answers: Answers, of form: Form, age: Duration? = nil, equals: Int = 0
    ) -> HeldReason? {
        if let age, age < fastest { return .hasty }
        if hasTooManyLinks(answers, form) { return .links }
        if equals >= mostEqual || Self.repeatsItself(answers, form) { return .repetition }
        return nil
    }

    /// The text of a submission that is looked for among those of others: its longest answer of several
    /// lines, without blanks and case; nil when it is so short that people write it alike.
    public static func comparable(_ answers: Answers, of form: Form) -> String? {
        let texts = form.fields.filter { $0.kind == .longText }.flatMap { answers[$0.name] }
        let folded = texts.map(folded)
        return folded.max { $0.unicodeScalars.count < $1.unicodeScalars.count }.flatMap {
            $0.unicodeScalars.count < shortestComparable ? nil : $0
        }
    }

    /// In scalars: two sentences in Japanese.
    static let shortestComparable = 40

    private func hasTooManyLinks(_ answers: Answers, _ form: Form) -> Bool {
        var count = 0
        for field in form.fields {
            for value in answers[field.name] {
                let found = LinkCount(of: value)
                switch field.kind {
                case .text, .longText: count += found.links
                // Nobody is called like a website.
                case .personName, .kana, .phone, .postalCode:
                    if found.links > 0 { return true }
                case .email, .choice, .consent, .hidden: continue
                }
                if found.hasMarkup { return true }
            }
        }
        return count > mostLinks
    }

    /// The same words in three different fields, as robots fill in what they do not understand.
    private static func repeatsItself(_ answers: Answers, _ form: Form) -> Bool {
        var seen: [String: Int] = [:]
        for field in form.fields where [.text, .longText, .personName].contains(field.kind) {
            for value in Set(answers[field.name].map(folded)) where value.utf8.count >= 12 {
                seen[value, default: 0] += 1
                if seen[value] == 3 { return true }
            }
        }
        return false
    }

    private static func folded(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.lowercased().unicodeScalars.filter { !$0.properties.isWhitespace }))
    }
}
