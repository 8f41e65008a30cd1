import Foundation
import Testing

@testable import Genkan

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

    @Test func `a run of marks is broken before it can cost time`() {
        let marks = String(repeating: "\u{316}", count: 31)
        let broken = bytes("a" + String(repeating: "\u{316}", count: 30) + "\u{34F}\u{316}")
        #expect(utf8("a" + marks) == broken)
        #expect(utf8("a" + String(repeating: "\u{316}", count: 30)).count == 61)
        // Without breaking, each of these takes minutes.
        for pair in ["\u{301}\u{316}", "\u{344}\u{316}", "\u{F73}\u{F81}"] {
            let hostile = "a" + String(repeating: pair, count: 60_000)
            let joiners = TextDoor.normalised(hostile).unicodeScalars.filter { $0 == "\u{34F}" }
            #expect(joiners.count >= 3999)
        }
    }

    @Test func `breaking runs twice changes nothing more`() {
        var generator = Seeded(state: 31)
        let marks: [Unicode.Scalar] = [
            "\u{301}", "\u{316}", "\u{344}", "\u{F73}", "\u{34F}", "a", "\u{3099}",
        ]
        for _ in 0..<300 {
            var text = String.UnicodeScalarView()
            for _ in 0..<120 {
                let isLetter = Int.random(in: 0..<40, using: &generator) == 0
                text.append(isLetter ? "e" : marks.randomElement(using: &generator) ?? "a")
            }
            let once = TextDoor.normalised(String(text))
            #expect(utf8(once) == Array(once.utf8))
        }
    }

    @Test func `what passes unlooked at is in form C`() {
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value), scalar.isInertInFormC else { continue }
            let text = String(scalar)
            #expect(text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8))
            #expect(scalar.properties.canonicalCombiningClass == .notReordered)
        }
    }
}
