/// What may be written for a key.
public enum ValueType: Hashable, Sendable {
    /// A text of so many Unicode scalars.
    case text(ClosedRange<Int>)
    /// A text in every language: a block with `ja` and `en`, each of so many scalars.
    case localizedText(ClosedRange<Int>)
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// `true` or `false`.
    case boolean
    /// One of a list of words.
    case word([String])
    /// A list of texts; in an environment variable separated by commas.
    case texts(ClosedRange<Int>)
    /// A list of blocks, at least and at most so many.
    case blocks(ClosedRange<Int>)
    /// A block with keys of its own.
    case block

    /// The type in the words of the documentation.
    public var text: String {
        switch self {
        case .text(let range): "text of \(Self.words(range)) characters"
        case .localizedText(let range):
            "`ja` and `en`, each of \(Self.words(range)) characters"
        case .integer(let range): "number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "`true` or `false`"
        case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .texts(let range): "list of \(Self.words(range)) texts"
        case .blocks(let range): "list of \(Self.words(range)) blocks"
        case .block: "block"
        }
    }

    private static func words(_ range: ClosedRange<Int>) -> String {
        range.count == 1
            ? "\(range.lowerBound)"
            : range.lowerBound == 0
                ? "at most \(range.upperBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }
}
