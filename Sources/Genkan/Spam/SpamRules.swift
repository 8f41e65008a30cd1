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

    /// What of a submission is looked for among those of others: its longest answer of several lines,
    /// without blanks and the case of Latin letters; nil when it is so short that people write it alike.
    public static func comparable(_ answers: Answers, of form: Form) -> [UInt8]? {
        let texts = form.fields.filter { $0.kind == .longText }.flatMap { answers[$0.name] }
        guard let longest = texts.max(by: { $0.utf8.count < $1.utf8.count }) else { return nil }
        let folded = folded(longest)
        // Of UTF-8, each scalar has one byte that does not continue another.
        let scalars = folded.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return scalars < shortestComparable ? nil : folded
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
                case .email, .choice, .consent, .hidden, .file: continue
                }
                if found.hasMarkup { return true }
            }
        }
        return count > mostLinks
    }

    /// The same words in three different fields, as robots fill in what they do not understand.
    private static func repeatsItself(_ answers: Answers, _ form: Form) -> Bool {
        let fields = form.fields.filter { [.text, .longText, .personName].contains($0.kind) }
        // What is longer than a line may hold is in no three fields alike that a robot would fill in.
        let values = fields.map { answers[$0.name].filter { (12...1_024).contains($0.utf8.count) } }
        guard values.count(where: { !$0.isEmpty }) >= 3 else { return false }
        var seen: [[UInt8]: Int] = [:]
        for ofField in values {
            for value in Set(ofField.map(folded)) where value.count >= 12 {
                seen[value, default: 0] += 1
                if seen[value] == 3 { return true }
            }
        }
        return false
    }

    /// The bytes without blanks, tabs, ends of lines, no-break and ideographic spaces, in lower case.
    static func folded(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var folded: [UInt8] = []
        folded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case 0x09, 0x0A, 0x0D, 0x20: index += 1
            case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: index += 2
            case 0xE3
            where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80:
                index += 3
            default:
                folded.append(lower(byte))
                index += 1
            }
        }
        return folded
    }

    /// A Latin letter in lower case; every other byte as it is.
    static func lower(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
