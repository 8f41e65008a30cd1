/// Words drawn at random, to be offered wherever somebody makes a password.
public enum PasswordSuggestion {
    /// How many words are drawn.
    static let count = 6

    /// Six of 1,024 words, drawn evenly and joined by hyphens, such as `copper-meadow-…`: 60 bits. At
    /// scrypt's price for each guess, that is out of reach for whoever has the database and the house key.
    ///
    /// - Parameter random: so many random bytes, from a source that is good for keys.
    public static func draw(random: (Int) throws -> [UInt8]) throws -> String {
        let bytes = try random(2 * count)
        guard bytes.count == 2 * count else { throw TooFewBytes() }
        let words = SuggestionWords.all
        // 1,024 divides 65,536, so that no word comes up more often than another.
        return stride(from: 0, to: bytes.count, by: 2)
            .map { words[(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1])) % words.count] }
            .joined(separator: "-")
    }

    private struct TooFewBytes: Error {}
}
