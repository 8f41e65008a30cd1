/// Hides most of a text's length: content behind its 4-byte length, filled up with zeros to a Padmé
/// size (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", § 4) of at least 256.
/// The size tells at most O(log log n) bits, at no more than 12 % cost above the floor.
enum Padding {
    static let floor = 256
    static let lengthCount = 4

    /// The Padmé size for `count` bytes: with E = ⌊log₂ n⌋ and S = ⌊log₂ E⌋ + 1, n rounded up so
    /// that its lowest E − S bits are zero.
    static func size(for count: Int) -> Int {
        let wanted = max(count, floor)
        let exponent = Int.bitWidth - 1 - wanted.leadingZeroBitCount
        let significant = Int.bitWidth - exponent.leadingZeroBitCount
        let mask = (1 << (exponent - significant)) - 1
        return (wanted + mask) & ~mask
    }

    /// The padded size of a content.
    static func paddedSize(ofContent count: Int) -> Int {
        size(for: lengthCount + count)
    }

    /// The range of the content in padded bytes, or nil unless they are exactly what padding makes.
    static func contentRange(in padded: Span<UInt8>) -> Range<Int>? {
        guard padded.count >= floor else { return nil }
        let length = (0..<lengthCount).reduce(0) { $0 << 8 | Int(padded[$1]) }
        let end = lengthCount + length
        guard paddedSize(ofContent: length) == padded.count else { return nil }
        var rest: UInt8 = 0
        for index in end..<padded.count { rest |= padded[index] }
        return rest == 0 ? lengthCount..<end : nil
    }
}
