import OpenSSL
import Testing

@testable import Proofs

/// The Swift half of `Tests/Peers/test_qr_peer.py`, which runs it with `GENKAN_QR_EXCHANGE` naming a
/// directory. Each line of a file there is one code: its bytes in hexadecimal, its side, and the
/// path that draws it (with commas for blanks).
@Suite(.enabled(if: OutsideWorld.qrExchange != nil))
struct QRPeerTests {
    @Test func `our codes are written for the peer`() throws {
        var lines: [String] = []
        for version in QRVersion.all {
            for count in [version.capacity, version.capacity - 1, version.capacity - 7] {
                let bytes = try SecureRandom.bytes(count)
                let code = try QRCode(bytes.span)
                let path = code.path.split(separator: " ").joined(separator: ",")
                lines.append("\(Hex.text(bytes)) \(code.side) \(path)")
            }
        }
        try OutsideWorld.write(
            lines, to: "ours.txt", in: #require(OutsideWorld.qrExchange))
    }

    @Test func `every mask is written for the peer`() throws {
        var lines: [String] = []
        let version = QRVersion.all[6]
        for mask in 0..<8 {
            let bytes = try SecureRandom.bytes(100)
            let matrix = QRCode.matrix(bytes.span, version: version, mask: mask)
            var modules = ""
            for y in 0..<matrix.side {
                for x in 0..<matrix.side { modules += matrix[x, y] ? "1" : "0" }
            }
            lines.append("\(Hex.text(bytes)) \(matrix.side) \(modules)")
        }
        try OutsideWorld.write(
            lines, to: "masks.txt", in: #require(OutsideWorld.qrExchange))
    }
}
