import OpenSSL

extension RecoveryCode {
    /// The code a person typed, or nil when it is not one (a typing error, found by the check
    /// symbols, tells nothing about the right code).
    ///
    /// Case, spaces and hyphens do not matter, nor do the full-width forms of a Japanese keyboard;
    /// O is read as 0, I and L as 1.
    ///
    /// - Parameter typed: UTF-8, at most 1,024 bytes.
    /// - Throws: `unavailable` when the secure heap is full.
    public static func read(_ typed: Span<UInt8>) throws(SealingError) -> RecoveryCode? {
        guard typed.count <= Password.longest else { return nil }
        let count = secretCount + checkCount
        var symbols = TypedSymbols.symbols(in: typed, atMost: count, symbol) ?? []
        defer { for index in symbols.indices { symbols[index] = 0 } }
        guard symbols.count == count,
            check(symbols.span) == Array(symbols[secretCount...])
        else { return nil }
        let secret = try making(.credential, nil) {
            try SecretBytes(copying: symbols.span.extracting(0..<secretCount))
        }
        return RecoveryCode(symbols: secret)
    }

    private static func symbol(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        default: alphabet.contains(letter) ? letter : nil
        }
    }
}
