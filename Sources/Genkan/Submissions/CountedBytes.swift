/// Writes counts as unsigned LEB128 and texts as a count and UTF-8.
struct CountedWriter {
    var bytes: [UInt8] = []

    mutating func append(count: Int) {
        var rest = count
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func append(text: String) {
        append(count: text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }
}

/// Reads what `CountedWriter` wrote and nothing else; nil means refused.
struct CountedReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        position += 1
        return bytes[position - 1]
    }

    /// A count of the least possible length, at most `limit`.
    mutating func count(upTo limit: Int) -> Int? {
        var value = 0
        for shift in stride(from: 0, through: 28, by: 7) {
            guard let byte = byte() else { return nil }
            value |= Int(byte & 0x7F) << shift
            guard byte & 0x80 == 0 else { continue }
            let isShortest = shift == 0 || byte != 0
            return isShortest && value <= limit ? value : nil
        }
        return nil
    }

    /// A text of at most `limit` bytes of valid UTF-8.
    mutating func text(upTo limit: Int) -> String? {
        guard let count = count(upTo: limit), count <= bytes.count - position else { return nil }
        position += count
        return String(validating: bytes[position - count..<position], as: UTF8.self)
    }
}
