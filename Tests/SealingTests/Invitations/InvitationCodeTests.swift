import OpenSSL
import Testing

@testable import Sealing

@Suite struct InvitationCodeTests {
    private func text(_ code: InvitationCode) throws -> String {
        try code.withText { bytes in
            String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
        }
    }

    private func read(_ typed: String) throws -> InvitationCode? {
        try InvitationCode.read(Array(typed.utf8).span)
    }

    @Test func `a code is four groups of four letters and comes back as it was written`() throws {
        let code = try InvitationCode.create()
        let text = try text(code)
        #expect(text.utf8.count == InvitationCode.textByteCount)
        #expect(text.split(separator: "-").map(\.count) == [4, 4, 4, 4])
        #expect(text.utf8.allSatisfy { $0 == 0x2D || InvitationCode.alphabet.contains($0) })
        let read = try #require(try read(text))
        let isSame = read.symbols.matches(code.symbols)
        #expect(isSame)
    }

    @Test(
        arguments: [
            "2345-6789-ACEF-HJKM", "23456789acefhjkm", " 2345 6789 acef　hjkm ",
            "２３４５‐６７８９ー ＡＣＥＦ−ｈｊｋｍ", "234S-67B9-ACEF-HJKM",
        ])
    func `case, width, blanks, hyphens and look-alikes do not matter`(typed: String) throws {
        let code = try #require(try read(typed))
        #expect(try text(code) == "2345-6789-ACEF-HJKM")
    }

    @Test(
        arguments: [
            "", "2345-6789-ACEF-HJK", "2345-6789-ACEF-HJKMN", "2345-6789-ACEF-HJK0",
            "2345-6789-ACEF-HJKI", "2345-6789-ACEF-HJKé",
            "2345-6789-ACEF-HJKM" + String(repeating: " ", count: 240),
        ])
    func `anything else is no code`(typed: String) throws {
        #expect(try read(typed) == nil)
    }

    @Test func `codes differ, and so do the marks of one code in two houses`() throws {
        let (one, other) = (try InvitationCode.create(), try InvitationCode.create())
        let isSame = one.symbols.matches(other.symbols)
        #expect(!isSame)
        let (here, there) = (try World().house, try World(houseSeed: 0x41).house)
        let marks = try [one.mark(here), other.mark(here), one.mark(there)]
        #expect(Set(marks).count == 3)
        #expect(try one.mark(here) == marks[0])
    }
}
