/// What somebody typed for a printed code: case, width, blanks and hyphens do not matter.
enum TypedSymbols {
    /// The symbols that were typed, or nil for a letter that `read` does not know and for more than
    /// `limit` of them.
    ///
    /// - Parameter read: the symbol of an upper-case ASCII byte.
    static func symbols(
        in typed: Span<UInt8>, atMost limit: Int, _ read: (UInt8) -> UInt8?
    ) -> [UInt8]? {
        var symbols: [UInt8] = []
        symbols.reserveCapacity(limit)
        for scalar in scalars(typed) where !isSeparator(scalar) {
            guard symbols.count < limit, let letter = upper(scalar), let symbol = read(letter)
            else { return nil }
            symbols.append(symbol)
        }
        return symbols
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

    /// The ASCII byte of a scalar, full-width or not, in upper case.
    private static func upper(_ scalar: Unicode.Scalar) -> UInt8? {
        let isFullWidth = (0xFF01...0xFF5E).contains(scalar.value)
        guard let byte = UInt8(exactly: isFullWidth ? scalar.value - 0xFEE0 : scalar.value) else {
            return nil
        }
        let isLowerCase = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        return isLowerCase ? byte - 32 : byte
    }
}
