import Testing

@testable import GenkanOutbound

struct HeaderTextTests {
    @Test func `text without controls stays as it is`() {
        for text in ["", "Hello", "玄関 & 受付", "e\u{301}\u{200D}é 👩‍👩‍👧"] {
            #expect(Array(HeaderText(text).text.unicodeScalars) == Array(text.unicodeScalars))
        }
    }

    @Test func `every control character and line separator becomes a blank`() throws {
        let controls = Array(0..<0x20) + Array(0x7F..<0xA0) + [0x2028, 0x2029]
        for value in controls {
            let scalar = try #require(Unicode.Scalar(UInt32(value)))
            #expect(HeaderText("a\(scalar)b").text == "a b")
            #expect(HeaderText("\(scalar)a\(scalar)\(scalar)").text == "a")
        }
    }

    @Test func `a control character that hides in a grapheme is found`() {
        #expect(HeaderText("a\r\nBcc: x@example.com").text == "a Bcc: x@example.com")
        #expect(
            HeaderText("a\n\u{301}b").text.unicodeScalars.elementsEqual("a \u{301}b".unicodeScalars)
        )
    }

    @Test func `runs of blanks are one and none is at the ends`() {
        #expect(HeaderText("  a \t\r\n  b  ").text == "a b")
        #expect(HeaderText(" \r\n ").isEmpty)
    }

    @Test func `what is too long is cut at a scalar`() {
        #expect(HeaderText(String(repeating: "a", count: 2_000)).text.utf8.count == 900)
        let wide = HeaderText("a" + String(repeating: "玄", count: 400)).text
        #expect(wide.utf8.count == 898)
        #expect(wide.unicodeScalars.last == "玄")
    }

    @Test func `a blank at the cut is not left over`() {
        let text = String(repeating: "a", count: 899)
        #expect(HeaderText(text + " b").text == text)
    }
}
