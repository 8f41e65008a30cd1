import Testing

@testable import Proofs

struct QRInformationTests {
    private func text(_ bits: [Bool]) -> String { bits.map { $0 ? "1" : "0" }.joined() }

    /// ISO/IEC 18004, Table C.1: level M, masks 0 to 7.
    @Test func `the format information is that of the standard's table`() {
        let published = [
            "101010000010010", "101000100100101", "101111001111100", "101101101001011",
            "100010111111001", "100000011001110", "100111110010111", "100101010100000",
        ]
        #expect((0..<8).map { text(QRInformation.format(mask: $0)) } == published)
    }

    /// ISO/IEC 18004, Table D.1.
    @Test(arguments: [
        (7, "000111110010010100"), (8, "001000010110111100"), (9, "001001101010011001"),
        (10, "001010010011010011"), (20, "010100100110100110"), (6, ""), (1, ""),
    ])
    func `the version information is that of the standard's table`(number: Int, bits: String) {
        #expect(text(QRInformation.version(number)) == bits)
    }

    @Test func `the versions hold what the standard's table says`() {
        #expect(
            QRVersion.all.map(\.capacity) == [
                14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560,
                624, 666,
            ])
        #expect(QRVersion.all.map(\.number) == Array(1...20))
        #expect(QRVersion.all.last?.capacity == QRCode.longest)
    }

    /// ISO/IEC 18004, Table E.1.
    @Test(arguments: [
        (1, []), (2, [6, 18]), (6, [6, 34]), (7, [6, 22, 38]), (13, [6, 34, 62]),
        (14, [6, 26, 46, 66]), (15, [6, 26, 48, 70]), (16, [6, 26, 50, 74]), (18, [6, 30, 56, 82]),
        (20, [6, 34, 62, 90]),
    ])
    func `alignment patterns lie where the standard's table says`(number: Int, centres: [Int]) {
        #expect(QRVersion.all[number - 1].alignmentCentres == centres)
    }

    @Test func `a version has exactly as many modules as its codewords need`() {
        for version in QRVersion.all {
            let matrix = QRMatrix(patternsOf: version)
            var free = 0
            for y in 0..<matrix.side {
                for x in 0..<matrix.side { free += matrix.isReserved(x, y) ? 0 : 1 }
            }
            // Up to seven are left over (Table 1).
            #expect(free / 8 == version.codewordCount)
        }
    }
}
