extension JSONParser {
    /// A string with its escapes read (RFC 8259 § 7).
    mutating func string() throws(BodyError) -> String {
        guard next == UInt8(ascii: "\"") else { throw malformed }
        position += 1
        let start = position
        var output: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw malformed }
            position += 1
            if byte == UInt8(ascii: "\\") {
                output += Array(String(try escape()).utf8)
            } else {
                output.append(byte)
            }
        }
        guard next != nil else { throw malformed }
        position += 1
        guard let text = String(validating: output, as: UTF8.self) else {
            throw BodyError(.notUTF8, at: start)
        }
        return text
    }

    private mutating func escape() throws(BodyError) -> Unicode.Scalar {
        guard let byte = next else { throw malformed }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw malformed
        }
    }

    /// `\uXXXX`, or a surrogate pair of two; a lone surrogate is refused.
    private mutating func unicodeEscape() throws(BodyError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), next == UInt8(ascii: "\\") else { throw malformed }
        position += 1
        guard next == UInt8(ascii: "u") else { throw malformed }
        position += 1
        let second = try codeUnit()
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) &- 0xDC00
        guard UTF16.isTrailSurrogate(second), let scalar = Unicode.Scalar(value) else {
            throw malformed
        }
        return scalar
    }

    private mutating func codeUnit() throws(BodyError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw malformed }
        var unit: UInt16 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = hexadecimalValue(of: byte) else { throw malformed }
            unit = unit << 4 | UInt16(digit)
        }
        position += 4
        return unit
    }
}
