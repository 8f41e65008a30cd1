import OpenSSL

/// Bytes typed in as hexadecimal; white space is for the eye.
func hex(_ text: String) -> [UInt8] {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
}

func nothing() -> [UInt8] { [] }

func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

func repeated(_ byte: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: byte, count: count) }

func copy(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }

extension SecretBytes {
    /// A copy that tests may look at.
    borrowing func revealed() -> [UInt8] { withBytes(copy) }
}

extension AESGCM {
    /// Opens and copies, for tests.
    static func opened(
        _ sealed: [UInt8], _ key: [UInt8], _ nonce: [UInt8], _ aad: [UInt8]
    ) throws(OpenSSLError) -> [UInt8] {
        try open(
            sealed.span, key: SecretBytes(copying: key), nonce: nonce.span,
            authenticating: aad.span
        ).revealed()
    }
}

/// Every copy of `bytes` in which one bit is turned.
func flips(of bytes: [UInt8]) -> [[UInt8]] {
    (0..<bytes.count * 8).map { bit in
        var flipped = bytes
        flipped[bit / 8] ^= 1 << UInt8(bit % 8)
        return flipped
    }
}

/// The code of the error that `body` throws, or nil when it throws none.
func failure(_ body: () throws(OpenSSLError) -> Void) -> OpenSSLError.Code? {
    do {
        try body()
        return nil
    } catch { return error.code }
}
