import OpenSSL

/// The code by which somebody who was invited sets their credential: sixteen characters of the
/// alphabet of receipts, 23 without look-alikes, drawn evenly: 72 bits. It is written in four groups,
/// `K7HM-4RTX-9CPA-W3EF`, shown once, typed, and stored nowhere.
public final class InvitationCode: Sendable {
    /// The length of the written text in bytes, hyphens included.
    public static let textByteCount = 19

    static let symbolCount = 16
    static let alphabet = Array("23456789ACEFHJKMNPRTWXY".utf8)

    /// The sixteen letters in ASCII.
    let symbols: SecretBytes

    init(symbols: consuming SecretBytes) {
        self.symbols = symbols
    }

    /// A new code from the kernel's generator.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public static func create() throws(SealingError) -> InvitationCode {
        try InvitationCode(
            symbols: making(.invitation, nil) {
                try SecretBytes(count: symbolCount) { (symbols) throws(OpenSSLError) in
                    for index in symbols.indices {
                        var byte = try SecureRandom.bytes(1)[0]
                        // 253 is 11 · 23: a byte from there on would favour the first letters.
                        while byte >= 253 { byte = try SecureRandom.bytes(1)[0] }
                        symbols[index] = alphabet[Int(byte) % alphabet.count]
                    }
                }
            })
    }

    /// Lends the written form, `XXXX-XXXX-XXXX-XXXX` in ASCII, to `body`: for the page or the
    /// terminal of whoever invites, once.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public func withText<Result>(_ body: (Span<UInt8>) -> Result) throws(SealingError) -> Result {
        let text = try making(.invitation, nil) {
            try symbols.withBytes { (symbols) throws(OpenSSLError) in
                try SecretBytes(count: Self.textByteCount) { text in
                    for index in text.indices {
                        let isHyphen = index % 5 == 4
                        text[index] = isHyphen ? UInt8(ascii: "-") : symbols[index - index / 5]
                    }
                }
            }
        }
        return text.withBytes { body($0) }
    }

    /// The code that was typed, or nil when it is none.
    ///
    /// Any case, full-width characters, blanks, hyphens and dashes anywhere; B, G, S and Z are read
    /// as 8, 6, 5 and 2.
    ///
    /// - Parameter typed: UTF-8, at most 256 bytes.
    /// - Throws: `unavailable` when the secure heap is full.
    public static func read(_ typed: Span<UInt8>) throws(SealingError) -> InvitationCode? {
        guard typed.count <= 256 else { return nil }
        var symbols = TypedSymbols.symbols(in: typed, atMost: symbolCount, symbol) ?? []
        defer { for index in symbols.indices { symbols[index] = 0 } }
        guard symbols.count == symbolCount else { return nil }
        return try InvitationCode(
            symbols: making(.invitation, nil) { try SecretBytes(copying: symbols.span) })
    }

    private static func symbol(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "B"): UInt8(ascii: "8")
        case UInt8(ascii: "G"): UInt8(ascii: "6")
        case UInt8(ascii: "S"): UInt8(ascii: "5")
        case UInt8(ascii: "Z"): UInt8(ascii: "2")
        default: alphabet.contains(letter) ? letter : nil
        }
    }
}
