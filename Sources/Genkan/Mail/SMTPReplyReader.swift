/// Reads replies byte by byte (RFC 5321 § 4.2), so that it cannot matter how they were cut on the way.
///
/// Strict where looseness has been abused: lines end in CRLF and hold no other control character but
/// the tab, the code is three digits in their ranges, and all lines of a reply have the same one.
/// A line may be longer than the 512 octets of the standard, as some are.
public struct SMTPReplyReader: Sendable {
    /// The longest line in octets, its end included.
    public static let longestLine = 2_000
    /// The most lines of a reply.
    public static let mostLines = 100

    /// What came is no reply; the reader is of no use any more.
    public struct Broken: Error, Hashable {}

    private var line: [UInt8] = []
    private var code: Int?
    private var texts: [String] = []

    /// Nothing yet.
    public init() {}

    /// Takes the next byte; gives the reply that it completes.
    public mutating func take(_ byte: UInt8) throws(Broken) -> SMTPReply? {
        let followsReturn = line.last == 0x0D
        guard line.count < Self.longestLine, followsReturn == (byte == 0x0A),
            byte >= 0x20 || [0x09, 0x0A, 0x0D].contains(byte), byte != 0x7F
        else { throw Broken() }
        line.append(byte)
        guard byte == 0x0A else { return nil }
        defer { line = [] }
        return try end(of: line.dropLast(2))
    }

    private mutating func end(of line: ArraySlice<UInt8>) throws(Broken) -> SMTPReply? {
        let code = try Self.code(line.prefix(3))
        // A code alone ends a reply too (§ 4.2.1).
        let separator = line.dropFirst(3).first ?? UInt8(ascii: " ")
        guard self.code ?? code == code, texts.count < Self.mostLines,
            [UInt8(ascii: " "), UInt8(ascii: "-")].contains(separator)
        else { throw Broken() }
        texts.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        self.code = code
        guard separator == UInt8(ascii: " ") else { return nil }
        defer { (self.code, texts) = (nil, []) }
        return SMTPReply(code: code, lines: texts)
    }

    private static func code(_ digits: ArraySlice<UInt8>) throws(Broken) -> Int {
        let digits = digits.map { Int($0) - 0x30 }
        guard digits.count == 3, (2...5).contains(digits[0]), (0...5).contains(digits[1]),
            (0...9).contains(digits[2])
        else { throw Broken() }
        return digits.reduce(0) { $0 * 10 + $1 }
    }
}
