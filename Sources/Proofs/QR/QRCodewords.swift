/// The codewords of a QR code in byte mode, in the order they are placed
/// (ISO/IEC 18004 §§ 7.4.5, 7.4.10, 7.5.2 and 7.6).
enum QRCodewords {
    /// Mode, length and data, then the codewords that correct errors, blocks interleaved.
    ///
    /// - Parameter bytes: no more than the version's capacity.
    static func make(_ bytes: Span<UInt8>, version: QRVersion) -> [UInt8] {
        let blocks = blocks(data(bytes, version: version), count: version.blockCount)
        let generator = ReedSolomon.generator(version.correctionCount)
        let corrections = blocks.map { ReedSolomon.remainder(of: $0, by: generator) }
        return interleaved(blocks) + interleaved(corrections)
    }

    /// The data codewords: after the bytes a terminator of four zeros, then 236 and 17 by turns.
    static func data(_ bytes: Span<UInt8>, version: QRVersion) -> [UInt8] {
        var half: UInt8 = 0b0100  // byte mode
        var data: [UInt8] = []
        // The mode takes four bits, so that everything behind it lies across two codewords.
        func append(_ byte: UInt8) {
            data.append(half << 4 | byte >> 4)
            half = byte & 15
        }
        if version.lengthBits == 16 { append(UInt8(truncatingIfNeeded: bytes.count >> 8)) }
        append(UInt8(truncatingIfNeeded: bytes.count))
        for index in bytes.indices { append(bytes[index]) }
        data.append(half << 4)
        var padding: UInt8 = 236
        while data.count < version.dataCount {
            data.append(padding)
            padding = padding == 236 ? 17 : 236
        }
        return data
    }

    /// The data in blocks of equal length; the last ones have one codeword more where it does not
    /// divide evenly.
    static func blocks(_ data: [UInt8], count: Int) -> [[UInt8]] {
        let longer = data.count % count
        var rest = data[...]
        return (0..<count).map { index in
            let block = rest.prefix(data.count / count + (index >= count - longer ? 1 : 0))
            rest = rest.dropFirst(block.count)
            return Array(block)
        }
    }

    /// The first codeword of every block, then the second of every block, and so on.
    private static func interleaved(_ blocks: [[UInt8]]) -> [UInt8] {
        let longest = blocks.map(\.count).max() ?? 0
        return (0..<longest).flatMap { place in
            blocks.compactMap { place < $0.count ? $0[place] : nil }
        }
    }
}
