import OpenSSL

/// The code that opens the house when everything else is lost: 26 random symbols of Crockford's
/// base 32 (130 bits) and two check symbols, printed as seven groups of four.
///
/// The alphabet has no I, L, O and U. The check symbols are the number that the 26 spell, modulo
/// the prime 1021: every single wrong symbol and every swap of neighbours is found.
public final class RecoveryCode: Sendable {
    /// The length of the printed text in bytes, hyphens included.
    public static let textByteCount = 34

    static let secretCount = 26
    static let checkCount = 2
    static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let modulus = 1021
    private static let groupCount = 4

    /// The 26 secret symbols as upper-case ASCII.
    let symbols: SecretBytes

    init(symbols: consuming SecretBytes) {
        self.symbols = symbols
    }

    /// A new code from the kernel's generator.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public static func create() throws(SealingError) -> RecoveryCode {
        let symbols = try making(.credential, nil) {
            let random = try SecretBytes.random(count: secretCount)
            return try random.withBytes { (random) throws(OpenSSLError) in
                try SecretBytes(count: secretCount) { output in
                    for index in 0..<secretCount {
                        output[index] = alphabet[Int(random[index] & 31)]
                    }
                }
            }
        }
        return RecoveryCode(symbols: symbols)
    }

    /// Lends the printed form, `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX` in ASCII, to `body`: for the
    /// terminal or the file the operator named, once.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public func withText<Result>(_ body: (Span<UInt8>) -> Result) throws(SealingError) -> Result {
        let text = try making(.credential, nil) { try formatted() }
        return text.withBytes { body($0) }
    }

    private func formatted() throws(OpenSSLError) -> SecretBytes {
        try symbols.withBytes { (symbols) throws(OpenSSLError) in
            let check = Self.check(symbols)
            return try SecretBytes(count: Self.textByteCount) { output in
                var position = 0
                for index in 0..<Self.secretCount + Self.checkCount {
                    if index > 0, index % Self.groupCount == 0 {
                        output[position] = UInt8(ascii: "-")
                        position += 1
                    }
                    output[position] =
                        index < Self.secretCount ? symbols[index] : check[index - Self.secretCount]
                    position += 1
                }
            }
        }
    }

    /// The two check symbols for the secret ones.
    static func check(_ symbols: Span<UInt8>) -> [UInt8] {
        var remainder = 0
        for index in 0..<secretCount {
            let value = alphabet.firstIndex(of: symbols[index]) ?? 0
            remainder = (remainder * 32 + value) % modulus
        }
        return [alphabet[remainder / 32], alphabet[remainder % 32]]
    }
}
