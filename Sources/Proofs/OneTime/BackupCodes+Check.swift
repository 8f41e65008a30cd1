import OpenSSL

extension BackupCodes {
    /// The place, 0 to 9, of the unused code that was typed; nil when it is none of them.
    ///
    /// Accepted are any case, full-width characters, blanks, hyphens and dashes anywhere; B, G, S
    /// and Z are read as 8, 6, 5 and 2. All ten are compared, each in constant time, whatever was
    /// typed.
    public func check(_ typed: String) -> Int? {
        let letters = Self.letters(typed)
        let matches = symbols.withBytes { symbols in
            var matches = 0
            for place in 0..<Self.count {
                let start = place * Self.symbolCount
                let code = symbols.extracting(start..<start + Self.symbolCount)
                matches |= (ConstantTime.equal(code, letters.span) ? 1 : 0) << place
            }
            return matches
        }
        return matches == 0 ? nil : matches.trailingZeroBitCount
    }

    /// The twelve letters typed, or twelve bytes that no code has, used or not.
    private static func letters(_ typed: String) -> [UInt8] {
        guard typed.utf8.count <= longestTyped else { return nothing }
        var letters: [UInt8] = []
        for scalar in typed.unicodeScalars where !scalar.isBlank && !scalar.isHyphen {
            guard let letter = letter(scalar) else { return nothing }
            letters.append(letter)
        }
        return letters.count == symbolCount ? letters : nothing
    }

    private static func letter(_ scalar: Unicode.Scalar) -> UInt8? {
        guard let byte = UInt8(exactly: scalar.narrowed.value) else { return nil }
        let isLowerCase = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        return switch isLowerCase ? byte - 32 : byte {
        case UInt8(ascii: "B"): UInt8(ascii: "8")
        case UInt8(ascii: "G"): UInt8(ascii: "6")
        case UInt8(ascii: "S"): UInt8(ascii: "5")
        case UInt8(ascii: "Z"): UInt8(ascii: "2")
        case let upper: alphabet.contains(upper) ? upper : nil
        }
    }

    /// The longest text that is read, in bytes of UTF-8.
    private static let longestTyped = 256
    private static let nothing = [UInt8](repeating: 0xFF, count: symbolCount)
}
