import Testing

@testable import Genkan

struct NoteTests {
    private func person(_ name: String, _ number: UInt8) throws -> Person {
        Person(
            id: try #require(PersonID(bytes: [UInt8](repeating: number, count: 16))),
            name: try #require(StaffName(name)), role: .staff)
    }

    @Test func `a note keeps its lines and loses the blanks at its ends`() throws {
        #expect(try NoteText("\n called back\r\nno answer \n\n").text == "called back\nno answer")
    }

    @Test(arguments: [
        ("", NoteText.Problem.empty), (" \n\t　\u{200B}", .empty),
        (String(repeating: "長", count: 5_001), .tooLong), ("bell \u{7}", .control),
        ("a\u{2028}b", .control), ("a\u{0}b", .control),
    ])
    func `what is no note says why`(text: String, problem: NoteText.Problem) {
        #expect(throws: problem) { try NoteText(text) }
    }

    @Test func `the longest note is one`() throws {
        #expect(
            try NoteText(String(repeating: "長", count: 5_000)).text.unicodeScalars.count == 5_000)
    }

    @Test func `who is called by the whole name is mentioned, the longest name first`() throws {
        let anna = try person("anna", 1), annaB = try person("anna B", 2)
        let hana = try person("山田 花子", 3)
        let people = [anna, annaB, hana]
        func called(_ text: String) throws -> [PersonID] {
            try NoteText(text).mentions(among: people)
        }
        #expect(try called("@anna please call") == [anna.id])
        #expect(try called("@anna B please call") == [annaB.id])
        #expect(try called("@山田 花子さん、@anna") == [anna.id, hana.id])
        #expect(try called("＠山田 花子さん、＠anna お願いします") == [anna.id, hana.id])
        #expect(try called("anna@example.jp wrote") == [])
        #expect(try called("anna＠anna") == [])
        #expect(try called("@ann @") == [])
        #expect(try called("@anna @anna") == [anna.id])
        #expect(try called("@Anna, ＠ＡＮＮＡ Ｂ") == [anna.id, annaB.id])
        #expect(try called("@anna bring it along") == [anna.id])
        #expect(try called("@annas") == [])
    }

    @Test func `a note comes back from its bytes, and from no others`() throws {
        let anna = try person("anna", 1)
        let note = Note(
            id: NoteID(high: 7, low: 7), author: anna.id, at: Instant(microseconds: 1_795_000_123),
            text: try NoteText("二行\nあります"), mentions: [anna.id])
        let bytes = note.encoded
        #expect(Note(id: note.id, decoding: bytes.span) == note)
        for count in bytes.indices {
            #expect(Note(id: note.id, decoding: Array(bytes[..<count]).span) == nil)
        }
        #expect(Note(id: note.id, decoding: (bytes + [0]).span) == nil)
        var otherVersion = bytes
        otherVersion[0] = 2
        #expect(Note(id: note.id, decoding: otherVersion.span) == nil)
    }

    @Test(arguments: [
        "", " ", "a  b", "two\nlines", String(repeating: "x", count: 31), "x\u{202E}y",
    ])
    func `a label's name is one short line`(text: String) {
        #expect(LabelName(text) == nil)
    }

    @Test func `names of labels are the same whatever their width and case`() throws {
        #expect(LabelName("ＶＩＰ")?.key == LabelName("vip")?.key)
        #expect(LabelName(" 至急 ")?.text == "至急")
    }
}
