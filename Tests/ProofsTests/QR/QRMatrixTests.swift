import OpenSSL
import Testing

@testable import Proofs

struct QRMatrixTests {
    /// `Genkan`, version 1, mask 2, as the Python package qrcode 8 draws it.
    private static let genkan = """
        #######....##.#######
        #.....#..##.#.#.....#
        #.###.#.#####.#.###.#
        #.###.#.####..#.###.#
        #.###.#.#####.#.###.#
        #.....#.#.#.#.#.....#
        #######.#.#.#.#######
        ........#.###........
        #.#####.....#.#####..
        #..###.#.##.#..#.##.#
        .....###.#.#.#..####.
        ###..#..##.....######
        #....##.#.##.#..#..#.
        ........#.######.#...
        #######..#..#.##...#.
        #.....#.#.#########.#
        #.###.#.#.#.#...#..#.
        #.###.#.##..#..##....
        #.###.#.##.#.#...#...
        #.....#..........##..
        #######.#.##.#.#...#.
        """

    @Test func `a small code is drawn as another program draws it`() {
        let bytes = utf8("Genkan")
        let matrix = QRCode.matrix(bytes.span, version: QRVersion.all[0], mask: 2)
        let rows = (0..<matrix.side).map { y in
            (0..<matrix.side).map { matrix[$0, y] ? "#" : "." }.joined()
        }
        #expect(rows.joined(separator: "\n") == Self.genkan)
    }

    /// SHA-256 of the modules as `0` and `1`, row by row, as qrcode 8 draws byte i as 7i + version
    /// with version % 3 bytes left free, under mask version % 8: every version, every mask.
    private static let digests = [
        "81c95fa3303fbec6f9b328a07171fa39c2d06c504aece07fed612dcc30aab8d2",
        "e1763d92c2f8c217e014c194830a545383bb75ad15e4f80859dfc7e66feaf981",
        "e9c4a1bde408f708d28d69b50d9217b7eaa5d1334baa27b2b800f129b0dcc349",
        "69871ee53d0abbf84d60302c25acc68fb146a324c6c1c3a1bf2a2df31af5caf4",
        "ec59d116c848b3bc2fa5ffb8ec4488c0656722ca39bff06b175511b178c8612d",
        "927268dcbfd963704aee71960d183e8cc736a1dfe4abd13ac595617a5d4d8017",
        "fb2f4c27ee1efb03a6db5a14ff655b5b96dae0ddae86bcffab14608b76b7471f",
        "c2b824f4b5c8dddeee46e40931f3d3758bd2c17038d6725b73831eb9963f9a33",
        "49381c2c383ffd572a0d850ae45c54e5e53f044f5c245ab404e7f20e665429fc",
        "d6211430c525a9125d72791dd48c1af80adf46cf81c84fe7f5ff6a43fa54090a",
        "e88594182e6bac4179467015dfb09038bb75353361bfafacab7e7649093c9ae8",
        "8cb8d520f9a23d31dc0dcba73306dffb604bab97117b4c09838c4b5a65f3b5d2",
        "ceafa05da0e68acc22d8a1fa118fc4a9318715ccc5009236a565dcb6d906d24d",
        "91eb7fd9926bda2040a509c023833884f6a0dd6b791d5b8e9beb183dc8eca0a4",
        "5ca0aebcec06755b49ffa0149d64ba2c36dda7effcd7a0e33463cf2a9d41cf75",
        "11bc59a2e45a6a442e2f2dff88c708fba3ed87788811dda42ff9ba37e01924c1",
        "4687dd4ff14addec040c060f9b3a566773296e25fdf9da6f0eaa07c86dc37936",
        "70b954fc2a7ba8b66168ada1858a65826c0a7cdcd08cb362bb6e57815c3f9ac7",
        "c87c09481578fc5b353c2b521c52c014acf687dfc8b6943e1a6a6f70b697a3ba",
        "2050e3a92f3fc5b1ab2623aadf6f89e0f5fbdb56a8a6bab6536994bcfb15daf3",
    ]

    @Test func `every version is drawn as another program draws it`() throws {
        for (version, digest) in zip(QRVersion.all, Self.digests) {
            let number = version.number
            let bytes = (0..<version.capacity - number % 3).map {
                UInt8(truncatingIfNeeded: 7 * $0 + number)
            }
            let matrix = QRCode.matrix(bytes.span, version: version, mask: number % 8)
            var modules: [UInt8] = []
            for y in 0..<matrix.side {
                for x in 0..<matrix.side { modules.append(matrix[x, y] ? 0x31 : 0x30) }
            }
            #expect(Hex.text(try SHA256.digest(of: modules.span)) == digest)
        }
    }

    @Test func `data is divided into blocks of equal length, the longer ones last`() {
        let blocks = QRCodewords.blocks([UInt8](0..<14), count: 4)
        #expect(blocks == [[0, 1, 2], [3, 4, 5], [6, 7, 8, 9], [10, 11, 12, 13]])
    }

    @Test func `short data is filled up with 236 and 17`() {
        let bytes = utf8("A")
        let data = QRCodewords.data(bytes.span, version: QRVersion.all[0])
        #expect(data == hex("401410ec11ec11ec11ec11ec11ec11ec"))
        let long = QRCodewords.data(bytes.span, version: QRVersion.all[9])
        #expect(long.prefix(5) == [0x40, 0x00, 0x14, 0x10, 0xEC])
    }
}
