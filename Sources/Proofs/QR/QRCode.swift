/// A QR code (ISO/IEC 18004) in byte mode at error correction level M, where 15 % may be lost:
/// versions 1 to 20, the smallest that holds the bytes.
///
/// It is as secret as what it was made of, and nobody wipes it: show it once, keep it nowhere.
public struct QRCode: Sendable {
    /// The most bytes that one can hold.
    public static let longest = 666

    private let matrix: QRMatrix

    /// The code of these bytes. Throws `oversized` when there are more than 666.
    public init(_ bytes: Span<UInt8>) throws(ProofError) {
        guard let version = QRVersion.smallest(holding: bytes.count) else { throw .oversized }
        let masked = (0..<8).map { Self.matrix(bytes, version: version, mask: $0) }
        var best = masked[0]
        var lowest = best.penalty
        for matrix in masked.dropFirst() {
            let penalty = matrix.penalty
            if penalty < lowest { (best, lowest) = (matrix, penalty) }
        }
        matrix = best
    }

    /// The modules of one side, 21 to 97, without the quiet zone: four light modules all around,
    /// which whoever draws the code must leave.
    public var side: Int { matrix.side }

    /// Whether the module in column `x` of row `y` is dark, from the upper left; both 0 to
    /// ``side`` − 1.
    public subscript(x: Int, y: Int) -> Bool { matrix[x, y] }

    /// One with a mask that was not chosen by its penalty.
    static func matrix(_ bytes: Span<UInt8>, version: QRVersion, mask: Int) -> QRMatrix {
        var matrix = QRMatrix(patternsOf: version)
        matrix.place(QRCodewords.make(bytes, version: version))
        matrix.invert(mask: mask)
        matrix.drawFormat(QRInformation.format(mask: mask))
        return matrix
    }
}

extension QRCode: CustomStringConvertible, CustomReflectable {
    /// Its size and nothing of what it says.
    public var description: String { "QR code, \(side) modules square" }

    /// The same, so that no dump shows the modules.
    public var customMirror: Mirror { Mirror(self, children: ["side": side]) }
}
