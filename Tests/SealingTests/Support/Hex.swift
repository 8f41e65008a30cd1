import OpenSSL

/// Hexadecimal text as vectors are printed: white space between the digits does not matter.
enum Hex {
    static func bytes(_ text: String) -> [UInt8] {
        let digits = text.unicodeScalars.compactMap { Character($0).hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }

    static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

extension SecretBytes {
    /// A secret of a test: hexadecimal digits.
    init(hex: String) throws {
        try self.init(copying: Hex.bytes(hex))
    }

    /// A secret of a test: one byte, 32 times.
    init(filledWith byte: UInt8) throws {
        try self.init(copying: [UInt8](repeating: byte, count: 32))
    }

    /// The bytes where everybody can see them, for comparing.
    borrowing func exposed() -> [UInt8] {
        withBytes { bytes in (0..<bytes.count).map { bytes[$0] } }
    }
}
