/// Lines as the network has them.
enum MailLines {
    private static let carriageReturn: UInt8 = 0x0D
    private static let lineFeed: UInt8 = 0x0A

    /// The bytes with CRLF for each CRLF, lone CR and lone LF.
    static func withNetworkEnds(_ bytes: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count)
        var last: UInt8?
        for byte in bytes {
            switch (last, byte) {
            case (carriageReturn?, lineFeed): break
            case (_, carriageReturn), (_, lineFeed): lines += [carriageReturn, lineFeed]
            default: lines.append(byte)
            }
            last = byte
        }
        return lines
    }

    /// A message as DATA takes it (RFC 5321 § 4.5.2): lines ended by CRLF only, so that no two servers
    /// see different ends in it, a dot before each dot that begins a line, and the dot that ends it.
    static func forData(_ message: [UInt8]) -> [UInt8] {
        var data: [UInt8] = []
        data.reserveCapacity(message.count + 8)
        var beginsLine = true
        for byte in withNetworkEnds(message) {
            if beginsLine, byte == UInt8(ascii: ".") { data.append(byte) }
            data.append(byte)
            beginsLine = byte == lineFeed
        }
        if !beginsLine { data += [carriageReturn, lineFeed] }
        return data + [UInt8(ascii: "."), carriageReturn, lineFeed]
    }
}
