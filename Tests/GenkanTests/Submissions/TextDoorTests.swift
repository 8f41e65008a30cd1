import Genkan
import Testing

struct TextDoorTests {
    private func utf8(_ text: String) -> [UInt8] { Array(TextDoor.normalised(text).utf8) }

    @Test func `text is composed`() {
        #expect(utf8("e\u{301}") == bytes("\u{E9}"))
        #expect(utf8("か\u{3099}") == bytes("が"))
        #expect(utf8("\u{212B}") == bytes("\u{C5}"))
    }

    @Test func `old forms of kanji in names stay`() {
        #expect(utf8("\u{FA19}谷") == bytes("\u{FA19}谷"))
        #expect(utf8("か\u{3099}\u{FA1B}か\u{3099}") == bytes("が\u{FA1B}が"))
        #expect(utf8("\u{2F800}") == bytes("\u{2F800}"))
    }

    @Test func `every line end becomes LF`() {
        #expect(utf8("a\r\nb\rc\nd\r\r\n\n") == bytes("a\nb\nc\nd\n\n\n"))
        #expect(utf8("\r\n\u{301}") == bytes("\n\u{301}"))
    }

    @Test func `full-width and half-width characters are not its business`() {
        #expect(utf8("ＡＢＣ１ｶﾞ") == bytes("ＡＢＣ１ｶﾞ"))
    }

    @Test func `going through the door twice changes nothing more`() {
        var generator = Seeded(state: 11)
        for _ in 0..<1000 {
            let once = TextDoor.normalised(generator.hostileText(20))
            #expect(utf8(once) == Array(once.utf8))
            #expect(!once.utf8.contains(0x0D))
        }
    }
}
