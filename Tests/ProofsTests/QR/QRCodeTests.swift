import Testing

@testable import Proofs

struct QRCodeTests {
    private func code(_ count: Int) throws -> QRCode {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        return try QRCode(bytes.span)
    }

    @Test func `the smallest version that holds the bytes is taken`() throws {
        for version in QRVersion.all {
            #expect(try code(version.capacity).side == version.side)
            guard version.number < 20 else { continue }
            #expect(try code(version.capacity + 1).side == version.side + 4)
        }
        #expect(try code(0).side == 21)
    }

    @Test func `more than it can hold is refused`() {
        #expect(throws: ProofError.oversized) { try code(667) }
        #expect(throws: ProofError.oversized) { try code(100_000) }
    }

    @Test func `the mask with the lowest penalty is taken`() throws {
        for text in ["Genkan", "otpauth://totp/", "0000000000", ""] {
            let bytes = utf8(text)
            let version = try #require(QRVersion.smallest(holding: bytes.count))
            let all = (0..<8).map { QRCode.matrix(bytes.span, version: version, mask: $0) }
            let best = try #require(all.min { $0.penalty < $1.penalty })
            let code = try QRCode(bytes.span)
            for y in 0..<code.side {
                for x in 0..<code.side { #expect(code[x, y] == best[x, y]) }
            }
        }
    }

    @Test func `the path draws every dark module once, and nothing else`() throws {
        for count in [1, 100, 300] {
            let code = try code(count)
            var drawn = [[Int]](
                repeating: [Int](repeating: 0, count: code.side), count: code.side)
            for run in code.path.split(separator: "M") {
                let numbers = run.split { !$0.isNumber && $0 != "-" }.compactMap { Int($0) }
                let (x, y, length) = (numbers[0], numbers[1], numbers[2])
                #expect(run == "\(x) \(y)h\(length)v1h-\(length)z")
                for column in x..<x + length { drawn[y][column] += 1 }
                // Runs are merged: none begins where another ends.
                #expect(x + length == code.side || !code[x + length, y])
            }
            for y in 0..<code.side {
                for x in 0..<code.side { #expect(drawn[y][x] == (code[x, y] ? 1 : 0)) }
            }
        }
    }

    @Test func `the picture has a quiet zone of four modules`() throws {
        #expect(try code(1).viewBox == "-4 -4 29 29")
        #expect(try code(1).path.hasPrefix("M0 0h7v1h-7z"))
    }

    @Test func `neither printing nor dumping shows what it says`() throws {
        let code = try code(10)
        var dumped = "\(code) \(String(reflecting: code))"
        dump(code, to: &dumped)
        #expect(dumped.contains("QR code, 21 modules square"))
        #expect(!dumped.contains("true") && !dumped.contains("matrix"))
    }
}
