/// Ways to change bytes that must all be refused.
enum Tampering {
    /// The bytes with each single bit flipped, one after the other.
    static func flippedBits(_ bytes: [UInt8], in range: Range<Int>? = nil) -> [[UInt8]] {
        (range ?? bytes.indices).flatMap { index in
            (0..<8).map { bit in
                var changed = bytes
                changed[index] ^= 1 << bit
                return changed
            }
        }
    }

    /// Every proper beginning of the bytes, the empty one included.
    static func truncated(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.indices.map { Array(bytes[..<$0]) }
    }

    /// The bytes with something behind or before them.
    static func extended(_ bytes: [UInt8]) -> [[UInt8]] {
        [bytes + [0], bytes + bytes, [0] + bytes]
    }
}
