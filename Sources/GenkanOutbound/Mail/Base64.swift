/// Base 64 of RFC 4648 § 4, with padding.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The code of some bytes in one line.
    static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var code: [UInt8] = []
        code.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                code.append(
                    place <= group.count
                        ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return code
    }

    /// The code in lines of 76 columns, each ended by CRLF (RFC 2045 § 6.8).
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 57) {
            lines += encoded(Array(bytes[start..<min(start + 57, bytes.count)]))
            lines += [0x0D, 0x0A]
        }
        return lines
    }
}
