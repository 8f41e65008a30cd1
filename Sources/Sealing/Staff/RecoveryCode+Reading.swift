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
        var symbols: [UInt8] = []
        symbols.reserveCapacity(count)
        defer { for index in symbols.indices { symbols[index] = 0 } }
        for scalar in scalars(typed) where !isSeparator(scalar) {
            guard let symbol = symbol(scalar), symbols.count < count else { return nil }
            symbols.append(symbol)
        }
        guard symbols.count == count,
            check(symbols.span) == Array(symbols[secretCount...])
        else { return nil }
        let secret = try making(.credential, nil) {
            try SecretBytes(copying: symbols.span.extracting(0..<secretCount))
        }
        return RecoveryCode(symbols: secret)
    }

    private static func scalars(_ typed: Span<UInt8>) -> [Unicode.Scalar] {
        var bytes: [UInt8] = []
        for index in 0..<typed.count { bytes.append(typed[index]) }
        return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    }

    /// White space of any width, and what keyboards offer as a hyphen.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        let hyphens: Set<UInt32> = [
            0x2D, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x30FC, 0xFF0D, 0xFF70,
        ]
        return scalar.properties.isWhitespace || hyphens.contains(scalar.value)
    }

    private static func symbol(_ scalar: Unicode.Scalar) -> UInt8? {
        let isFullWidth = (0xFF01...0xFF5E).contains(scalar.value)
        guard let byte = UInt8(exactly: isFullWidth ? scalar.value - 0xFEE0 : scalar.value) else {
            return nil
        }
        let isLowerCase = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        return switch isLowerCase ? byte - 32 : byte {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        case let upper: alphabet.contains(upper) ? upper : nil
        }
    }
}
