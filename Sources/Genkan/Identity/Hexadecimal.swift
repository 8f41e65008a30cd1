/// The value of one hexadecimal digit in ASCII, in either case.
func hexadecimalValue(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}

/// Two lower-case hexadecimal digits.
func hexadecimalText(of byte: UInt8) -> String {
    let digits = Array("0123456789abcdef".unicodeScalars)
    return String(String.UnicodeScalarView([digits[Int(byte >> 4)], digits[Int(byte & 15)]]))
}
