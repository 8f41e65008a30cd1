/// Compresses our own static files (RFC 1952 around RFC 1951), once and for all requests.
///
/// Only these: what a page holds of strangers, beside a token, would be told by its length. One block with
/// the fixed codes and matches of up to 32 KiB back; what it leaves of our styles and scripts is a third. The
/// system's zlib would leave a little less, for one more library that a plain build needs.
enum Gzip {
    static func compressed(_ bytes: [UInt8]) -> [UInt8] {
        var stream = Deflate(bytes)
        // Magic, deflate, no flags, no time, slowest method, unknown system.
        let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255]
        return head + stream.run() + littleEndian(crc32(bytes))
            + littleEndian(UInt32(truncatingIfNeeded: bytes.count))
    }

    private static func littleEndian(_ number: UInt32) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// RFC 1952 § 8.
    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        let table: [UInt32] = (0..<256).map { number in
            var rest = UInt32(number)
            for _ in 0..<8 {
                let half = rest >> 1
                rest = rest & 1 == 1 ? half ^ 0xEDB8_8320 : half
            }
            return rest
        }
        var rest = UInt32.max
        for byte in bytes { rest = table[Int((rest ^ UInt32(byte)) & 0xFF)] ^ rest >> 8 }
        return ~rest
    }
}

/// One final block with fixed Huffman codes (RFC 1951 § 3.2.6).
private struct Deflate {
    private static let shortest = 3
    private static let longest = 258
    private static let window = 32_768
    /// How many earlier places are tried for a match.
    private static let tries = 32

    /// The least length and distance of each code, and how many bits come behind it (§ 3.2.5).
    private static let lengths: [(base: Int, bits: Int)] = {
        var lengths = (0..<8).map { (base: 3 + $0, bits: 0) }
        for bits in 1...5 {
            for step in 0..<4 { lengths.append((base: 3 + (4 + step) << bits, bits: bits)) }
        }
        return lengths + [(base: 258, bits: 0)]
    }()
    private static let distances: [(base: Int, bits: Int)] = {
        var distances = (0..<4).map { (base: 1 + $0, bits: 0) }
        for bits in 1...13 {
            for step in 0..<2 { distances.append((base: 1 + (2 + step) << bits, bits: bits)) }
        }
        return distances
    }()

    private let bytes: [UInt8]
    private var out: [UInt8] = []
    private var pending: UInt32 = 0
    private var pendingBits = 0
    /// The latest place of three bytes of each hash, and for each place the one before it.
    private var heads = [Int32](repeating: -1, count: 1 << 15)
    private var earlier: [Int32]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        earlier = [Int32](repeating: -1, count: bytes.count)
    }

    mutating func run() -> [UInt8] {
        write(0b011, 3)
        var place = 0
        while place < bytes.count {
            guard let match = match(at: place) else {
                writeSymbol(Int(bytes[place]))
                remember(place)
                place += 1
                continue
            }
            writeLength(match.length)
            writeDistance(match.distance)
            for covered in place..<place + match.length { remember(covered) }
            place += match.length
        }
        writeSymbol(256)
        if pendingBits > 0 { write(0, 8 - pendingBits) }
        return out
    }

    private func hash(_ place: Int) -> Int? {
        guard place + Self.shortest <= bytes.count else { return nil }
        let three =
            UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2])
        return Int((three &* 0x9E37_79B1) >> 17)
    }

    private mutating func remember(_ place: Int) {
        guard let hash = hash(place) else { return }
        earlier[place] = heads[hash]
        heads[hash] = Int32(place)
    }

    private func match(at place: Int) -> (length: Int, distance: Int)? {
        guard let hash = hash(place) else { return nil }
        var candidate = Int(heads[hash])
        let most = min(Self.longest, bytes.count - place)
        var best = (length: Self.shortest - 1, distance: 0)
        for _ in 0..<Self.tries where candidate >= 0 && place - candidate <= Self.window {
            let length = common(candidate, place, most, over: best.length)
            if length > best.length { best = (length, place - candidate) }
            if length == most { break }
            candidate = Int(earlier[candidate])
        }
        return best.length >= Self.shortest ? best : nil
    }

    /// How many bytes two places have in common; zero when that is no more than there was already.
    private func common(_ one: Int, _ other: Int, _ most: Int, over least: Int) -> Int {
        guard least < most, bytes[one + least] == bytes[other + least] else { return 0 }
        var length = 0
        while length < most, bytes[one + length] == bytes[other + length] { length += 1 }
        return length
    }

    // Writing

    /// The lowest bit first.
    private mutating func write(_ value: UInt32, _ count: Int) {
        pending |= value << UInt32(pendingBits)
        pendingBits += count
        while pendingBits >= 8 {
            out.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingBits -= 8
        }
    }

    /// A Huffman code: its highest bit first.
    private mutating func writeCode(_ code: Int, _ count: Int) {
        var reversed: UInt32 = 0
        for bit in 0..<count where code >> bit & 1 == 1 { reversed |= 1 << UInt32(count - 1 - bit) }
        write(reversed, count)
    }

    private mutating func writeSymbol(_ symbol: Int) {
        switch symbol {
        case ..<144: writeCode(0b0011_0000 + symbol, 8)
        case ..<256: writeCode(0b1_1001_0000 + symbol - 144, 9)
        case ..<280: writeCode(symbol - 256, 7)
        default: writeCode(0b1100_0000 + symbol - 280, 8)
        }
    }

    private mutating func writeLength(_ length: Int) {
        let code = Self.lengths.lastIndex { $0.base <= length } ?? 0
        writeSymbol(257 + code)
        write(UInt32(length - Self.lengths[code].base), Self.lengths[code].bits)
    }

    private mutating func writeDistance(_ distance: Int) {
        let code = Self.distances.lastIndex { $0.base <= distance } ?? 0
        writeCode(code, 5)
        write(UInt32(distance - Self.distances[code].base), Self.distances[code].bits)
    }
}
