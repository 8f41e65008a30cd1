import OpenSSL

/// Ten codes on paper, each of which stands in for a one-time password once.
///
/// A code is twelve characters of the alphabet of receipts, 23 without look-alikes, drawn evenly:
/// 54 bits. It is written in three groups, `K7HM-4RTX-9CPA`. Of a used code nothing is kept.
public final class BackupCodes: Sendable {
    /// How many codes a person gets.
    public static let count = 10
    /// The length of a code's text in bytes, hyphens included.
    public static let textByteCount = 14

    static let symbolCount = 12
    static let byteCount = count * symbolCount
    static let alphabet = Array("23456789ACEFHJKMNPRTWXY".utf8)

    /// The letters of all codes in ASCII, zeros in the place of a used one.
    let symbols: SecretBytes

    /// Takes letters over. Throws `malformedFactor` unless every code is twelve letters of the
    /// alphabet or twelve zeros.
    init(symbols: consuming SecretBytes) throws(ProofError) {
        guard symbols.withBytes({ Self.areCodes($0) }) else { throw .malformedFactor }
        self.symbols = symbols
    }

    /// Ten new codes out of random bytes.
    static func create(
        random: () throws(OpenSSLError) -> UInt8 = { () throws(OpenSSLError) in
            try SecureRandom.bytes(1)[0]
        }
    ) throws(ProofError) -> BackupCodes {
        let symbols = try ProofError.wrapping { () throws(OpenSSLError) in
            try SecretBytes(count: byteCount) { (symbols) throws(OpenSSLError) in
                for index in symbols.indices {
                    var byte = try random()
                    // 253 is 11 · 23: a byte from there on would favour the first letters.
                    while byte >= 253 { byte = try random() }
                    symbols[index] = alphabet[Int(byte) % alphabet.count]
                }
            }
        }
        return try BackupCodes(symbols: symbols)
    }

    /// How many codes can still be used.
    public var unusedCount: Int { (0..<Self.count).count { !isUsed($0) } }

    /// Whether the code in this place, 0 to 9, was used.
    public func isUsed(_ place: Int) -> Bool {
        symbols.withBytes { $0[place * Self.symbolCount] == 0 }
    }

    /// Lends the text of the code in this place, 0 to 9, to `body`: `XXXX-XXXX-XXXX` in ASCII. Nil
    /// when that code was used.
    public func withText<Result>(
        _ place: Int, _ body: (Span<UInt8>) throws(ProofError) -> Result
    ) throws(ProofError) -> Result? {
        guard !isUsed(place) else { return nil }
        let text = try ProofError.wrapping { () throws(OpenSSLError) in
            try symbols.withBytes { (symbols) throws(OpenSSLError) in
                try SecretBytes(count: Self.textByteCount) { text in
                    for index in text.indices {
                        let source = place * Self.symbolCount + index - index / 5
                        text[index] = index % 5 == 4 ? UInt8(ascii: "-") : symbols[source]
                    }
                }
            }
        }
        return try text.withBytes(body)
    }

    /// The codes that are left when the one in `place` was used. Throws `alreadyUsed` when it was.
    func using(_ place: Int) throws(ProofError) -> BackupCodes {
        guard !isUsed(place) else { throw .alreadyUsed }
        let rest = try ProofError.wrapping { () throws(OpenSSLError) in
            try symbols.withBytes { (symbols) throws(OpenSSLError) in
                try SecretBytes(count: Self.byteCount) { rest in
                    for index in rest.indices where index / Self.symbolCount != place {
                        rest[index] = symbols[index]
                    }
                }
            }
        }
        return try BackupCodes(symbols: rest)
    }

    private static func areCodes(_ symbols: Span<UInt8>) -> Bool {
        guard symbols.count == byteCount else { return false }
        return (0..<count).allSatisfy { place in
            let code = symbols.extracting(place * symbolCount..<(place + 1) * symbolCount)
            let isUsed = code[0] == 0
            return code.indices.allSatisfy { isUsed ? code[$0] == 0 : alphabet.contains(code[$0]) }
        }
    }
}
