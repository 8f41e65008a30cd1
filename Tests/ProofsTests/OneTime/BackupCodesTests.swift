import OpenSSL
import Testing

@testable import Proofs

struct BackupCodesTests {
    private func texts(_ codes: BackupCodes) throws -> [String?] {
        try (0..<BackupCodes.count).map { place in try codes.withText(place) { text($0) } }
    }

    @Test func `ten different codes are drawn, in groups that can be read out`() throws {
        let texts = try texts(.create()).compactMap(\.self)
        #expect(Set(texts).count == 10)
        for text in texts {
            #expect(text.utf8.count == BackupCodes.textByteCount)
            #expect(text.split(separator: "-").map(\.utf8.count) == [4, 4, 4])
            let letters = text.utf8.filter { $0 != UInt8(ascii: "-") }
            #expect(letters.allSatisfy { BackupCodes.alphabet.contains($0) })
        }
    }

    @Test func `every letter is as likely as any other`() throws {
        // All 256 bytes in turn: those from 253 on are drawn again.
        var byte: UInt8 = 0
        var counts = [UInt8: Int]()
        for _ in 0..<23 * 11 {
            let codes = try BackupCodes.create { () throws(OpenSSLError) in
                defer { byte &+= 1 }
                return byte
            }
            for letter in exposed(codes.symbols) { counts[letter, default: 0] += 1 }
        }
        #expect(counts.count == 23)
        #expect(counts.values.allSatisfy { $0 == 11 * 120 })
    }

    @Test func `each code is found in its place, and only while it is unused`() throws {
        var codes = try BackupCodes.create()
        let texts = try texts(codes).compactMap(\.self)
        for (place, text) in texts.enumerated() {
            #expect(codes.check(text) == place)
            #expect(codes.unusedCount == 10 - place && !codes.isUsed(place))
            codes = try codes.using(place)
            #expect(codes.check(text) == nil)
            #expect(codes.isUsed(place))
            #expect(throws: ProofError.alreadyUsed) { try codes.using(place) }
        }
        #expect(codes.unusedCount == 0)
        #expect(try self.texts(codes) == [String?](repeating: nil, count: 10))
        #expect(exposed(codes.symbols) == [UInt8](repeating: 0, count: 120))
    }

    @Test func `a code is read as people write it`() throws {
        let letters = utf8("2568ACEFHJKM") + [UInt8](repeating: UInt8(ascii: "Y"), count: 108)
        let codes = try BackupCodes(symbols: SecretBytes(copying: letters))
        for typed in [
            "2568-ACEF-HJKM", "2568ACEFHJKM", "2568acefhjkm", " 2568 – acef — hjkm\n",
            "２５６８－ＡＣＥＦ－ＨＪＫＭ", "２５６８ーａｃｅｆーｈｊｋｍ", "ZSGB-ACEF-HJKM", "zsgb acef hjkm",
            "2-5-6-8\u{200B}ACEF\u{3000}HJKM", "ｚｓｇｂACEFHJKM",
        ] {
            #expect(codes.check(typed) == 0)
        }
    }

    @Test(arguments: [
        "", "2222", "2222-2222-222", "2222-2222-2222-2", "2222-2222-2223", "2222_2222_2222",
        "2222-2222-222O", "2222-2222-222Q", "2222-2222-222é", "２２２２/２２２２/２２２２", "222222222222.",
        "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}", "ÿÿÿÿÿÿÿÿÿÿÿÿ",
    ])
    func `anything else is refused, whether codes are left or not`(typed: String) throws {
        var codes = try plainCodes()
        #expect(codes.check("2222-2222-2222") == 0)
        #expect(codes.check(typed) == nil)
        for place in 0..<BackupCodes.count { codes = try codes.using(place) }
        #expect(codes.check(typed) == nil)
    }

    @Test func `a long text is not read`() throws {
        let codes = try plainCodes()
        let blanks = String(repeating: " ", count: 244)
        #expect(codes.check(blanks + "222222222222") == 0)
        #expect(codes.check(blanks + " 222222222222") == nil)
    }

    @Test func `what is no list of codes is refused`() throws {
        let good = exposed(try plainCodes().symbols)
        var (mixed, foreign, half) = (good, good, good)
        mixed[13] = 0
        foreign[119] = UInt8(ascii: "B")
        half[12] = 0
        for bad in [mixed, foreign, half, Array(good.dropLast()), good + [0], []] {
            #expect(throws: ProofError.malformedFactor) {
                try BackupCodes(symbols: SecretBytes(copying: bad))
            }
        }
    }
}
