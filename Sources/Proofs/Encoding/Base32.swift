import OpenSSL

/// Base32 (RFC 4648 § 6) in upper case and without padding, one spelling for every byte string.
///
/// What it writes here is a secret: it goes from the secure heap into the secure heap.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// The text in ASCII.
    static func text(_ bytes: Span<UInt8>) throws(OpenSSLError) -> SecretBytes {
        try SecretBytes(count: (8 * bytes.count + 4) / 5) { text in
            for index in text.indices {
                let (byte, shift) = (5 * index / 8, 5 * index % 8)
                let next = byte + 1 < bytes.count ? bytes[byte + 1] : 0
                let pair = UInt16(bytes[byte]) << 8 | UInt16(next)
                text[index] = alphabet[Int(pair >> UInt16(11 - shift) & 31)]
            }
        }
    }

    /// The bytes, or nil when `text` is not the one spelling of any: a lower-case letter, padding,
    /// a blank, a length that no bytes have, or bits set behind the end.
    static func bytes(_ text: Span<UInt8>) throws(OpenSSLError) -> SecretBytes? {
        guard [0, 2, 4, 5, 7].contains(text.count % 8) else { return nil }
        var isSpelling = true
        let bytes = try SecretBytes(count: 5 * text.count / 8) { bytes in
            var (bits, pending, count) = (UInt32(0), UInt32(0), 0)
            for index in text.indices {
                let value = alphabet.firstIndex(of: text[index])
                isSpelling = isSpelling && value != nil
                bits = bits << 5 | UInt32(value ?? 0)
                pending += 5
                guard pending >= 8 else { continue }
                pending -= 8
                bytes[count] = UInt8(truncatingIfNeeded: bits >> pending)
                count += 1
            }
            isSpelling = isSpelling && bits & (1 << pending - 1) == 0
        }
        return isSpelling ? consume bytes : nil
    }
}
