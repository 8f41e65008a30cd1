/// A checked value of a key.
public enum ScalarValue: Hashable, Sendable {
    /// A text or a word.
    case text(String)
    /// A whole number.
    case integer(Int)
    /// True or false.
    case boolean(Bool)
    /// A list of texts.
    case texts([String])
}

/// What is wrong with a value, in the words of a configuration problem.
public struct ValueFault: Error, Hashable, Sendable {
    /// What is wrong: `is not a number`.
    public let what: String
    /// What to write instead.
    public let remedy: String

    /// Takes the parts.
    public init(what: String, remedy: String) {
        self.what = what
        self.remedy = remedy
    }
}

extension ValueType {
    /// Reads a scalar as this type: the one place for files and for the environment.
    ///
    /// In a file a number or a truth value must be plain; a quoted one is a text.
    public func read(_ text: String, isPlain: Bool = true) -> Result<ScalarValue, ValueFault> {
        switch self {
        case .text(let range): Self.text(text, range).map { .text($0) }
        case .integer(let range): Self.integer(isPlain ? text : "", range).map { .integer($0) }
        case .boolean: Self.boolean(isPlain ? text : "").map { .boolean($0) }
        case .word(let words): Self.word(text, words).map { .text($0) }
        case .texts(let range): Self.texts(text, range).map { .texts($0) }
        case .localizedText, .blocks, .block:
            .failure(ValueFault(what: "is a single value", remedy: "write a block: \(self.text)"))
        }
    }

    static func text(_ text: String, _ range: ClosedRange<Int>) -> Result<String, ValueFault> {
        let trimmed = text.trimmingBlanks()
        let count = trimmed.unicodeScalars.count
        guard count >= range.lowerBound else {
            return .failure(
                ValueFault(
                    what: trimmed.isEmpty ? "is empty" : "is too short (\(count) characters)",
                    remedy: "write at least \(range.lowerBound)"
                        + (range.lowerBound == 1 ? " character" : " characters")))
        }
        guard count <= range.upperBound else {
            return .failure(
                ValueFault(
                    what: "is too long (\(count) characters)",
                    remedy: "write at most \(range.upperBound)"))
        }
        return .success(trimmed)
    }

    private static func integer(_ text: String, _ range: ClosedRange<Int>) -> Result<
        Int, ValueFault
    > {
        let remedy = "write a number from \(range.lowerBound) to \(range.upperBound)"
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        let isDecimal = !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
        guard isDecimal, let number = Int(text) else {
            return .failure(
                ValueFault(
                    what: "is not a whole number",
                    remedy: remedy + ", in digits and without quotation marks"))
        }
        guard range.contains(number) else {
            return .failure(ValueFault(what: "is out of range (\(number))", remedy: remedy))
        }
        return .success(number)
    }

    private static func boolean(_ text: String) -> Result<Bool, ValueFault> {
        switch text {
        case "true": .success(true)
        case "false": .success(false)
        default:
            .failure(
                ValueFault(
                    what: "is not a truth value",
                    remedy: "write true or false, without quotation marks"))
        }
    }

    private static func word(_ text: String, _ words: [String]) -> Result<String, ValueFault> {
        guard !words.contains(where: { $0.hasSameBytes(as: text) }) else { return .success(text) }
        let near = NearestName.suggest(for: text, among: words)
        let list = words.joined(separator: ", ")
        return .failure(
            ValueFault(
                what: text.isEmpty ? "is empty" : "is not one of its words (\(shortened(text)))",
                remedy: near.map { "write \($0)" } ?? "write one of \(list)"))
    }

    private static func texts(_ text: String, _ range: ClosedRange<Int>) -> Result<
        [String], ValueFault
    > {
        let parts = text.split(separator: ",").map { String($0).trimmingBlanks() }
            .filter { !$0.isEmpty }
        guard range.contains(parts.count) else {
            return .failure(
                ValueFault(
                    what: "has \(parts.count) entries",
                    remedy: "write \(range.lowerBound) to \(range.upperBound), separated by commas")
            )
        }
        return .success(parts)
    }

    /// A wrong word is quoted back, but not a whole page of it.
    static func shortened(_ text: String) -> String {
        let visible = text.unicodeScalars.filter { !$0.isControl && $0 != "\n" && !$0.isInvisible }
        let head = String(String.UnicodeScalarView(visible.prefix(40)))
        return visible.count > 40 ? head + "…" : head
    }
}
