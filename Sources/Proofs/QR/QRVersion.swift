/// One of the sizes of a QR code, 1 to 20, at error correction level M (ISO/IEC 18004, Tables 1, 7
/// and 9, Annex E).
struct QRVersion: Sendable {
    let number: Int
    /// All codewords, data and error correction.
    let codewordCount: Int
    /// The error correction codewords of one block.
    let correctionCount: Int
    /// Into how many blocks the data is divided.
    let blockCount: Int
    /// How far apart the alignment patterns lie, counted from the last; 0 where there is none.
    let alignmentDistance: Int

    /// The modules of one side.
    var side: Int { 17 + 4 * number }
    /// The codewords that carry data.
    var dataCount: Int { codewordCount - blockCount * correctionCount }
    /// How many bits the length of the data takes in byte mode.
    var lengthBits: Int { number < 10 ? 8 : 16 }
    /// How many bytes it holds in byte mode.
    var capacity: Int { dataCount - (4 + lengthBits + 7) / 8 }

    /// The rows and columns of the alignment patterns' centres.
    var alignmentCentres: [Int] {
        guard alignmentDistance > 0 else { return [] }
        return [6] + stride(from: side - 7, to: 6, by: -alignmentDistance).reversed()
    }

    /// The smallest version that holds `count` bytes; nil when none does.
    static func smallest(holding count: Int) -> QRVersion? { all.first { $0.capacity >= count } }

    static let all: [QRVersion] = rows.enumerated().map { index, row in
        QRVersion(
            number: index + 1, codewordCount: row.0, correctionCount: row.1, blockCount: row.2,
            alignmentDistance: row.3)
    }

    private static let rows = [
        (26, 10, 1, 0), (44, 16, 1, 12), (70, 26, 1, 16), (100, 18, 2, 20), (134, 24, 2, 24),
        (172, 16, 4, 28), (196, 18, 4, 16), (242, 22, 4, 18), (292, 22, 5, 20), (346, 26, 5, 22),
        (404, 30, 5, 24), (466, 22, 8, 26), (532, 22, 9, 28), (581, 24, 9, 20), (655, 24, 10, 22),
        (733, 28, 10, 24), (815, 28, 11, 24), (901, 26, 13, 26), (991, 26, 14, 28),
        (1085, 26, 16, 28),
    ]
}
