import Testing

@testable import Genkan

@Suite struct TextEncodingTests {
    @Test func `the same text comes out of every encoding`() {
        let bytes: [(TextEncoding, [UInt8])] = [
            (.utf8, Array("山田①ｱ~\\A".utf8)),
            (.shiftJIS, [0x8E, 0x52, 0x93, 0x63, 0x87, 0x40, 0xB1, 0x7E, 0x5C, 0x41]),
            (.eucJP, [0xBB, 0xB3, 0xC5, 0xC4, 0xAD, 0xA1, 0x8E, 0xB1, 0x7E, 0x5C, 0x41]),
        ]
        for (encoding, bytes) in bytes {
            #expect(encoding.text(of: bytes) == "山田①ｱ~\\A", "\(encoding)")
            #expect(encoding.text(of: bytes[...]) == "山田①ｱ~\\A")
        }
    }

    /// As browsers send what an encoding lacks; ASCII and control characters they send themselves.
    @Test(arguments: [
        ("&#134071;A", "𠮷A"), ("a&#128512;&#128513;", "a😀😁"),
        ("&#60;&#0;&#128;", "&#60;&#0;&#128;"),
        ("&#134071", "&#134071"), ("&#;&&#x20BB7;", "&#;&&#x20BB7;"), ("&#55357;", "&#55357;"),
        ("&#99999999;", "&#99999999;"), ("&amp;#134071;", "&amp;#134071;"), ("&", "&"),
        ("&#", "&#"),
    ])
    func `a reference stands for what an old encoding lacks`(sent: String, text: String) {
        #expect(TextEncoding.shiftJIS.text(of: sent.utf8) == text)
        #expect(TextEncoding.eucJP.text(of: sent.utf8) == text)
        #expect(TextEncoding.utf8.text(of: sent.utf8) == sent)
    }

    /// Every row and cell of JIS X 0208 is the same character in both.
    @Test func `EUC-JP and Shift_JIS agree in every row and cell`() {
        var known = 0
        for row in UInt8(1)...94 {
            for cell in UInt8(1)...94 {
                let euc: [UInt8] = [0xA0 + row, 0xA0 + cell]
                let lead = (row - 1) / 2 + (row < 63 ? 0x81 : 0xC1)
                let trail =
                    row.isMultiple(of: 2) ? cell + 0x9E : cell + (cell < 64 ? 0x3F : 0x40)
                let text = TextEncoding.eucJP.text(of: euc)
                #expect(text == TextEncoding.shiftJIS.text(of: [lead, trail]))
                if text != nil { known += 1 }
            }
        }
        // 6,879 of JIS X 0208, 83 of row 13, and 374 that NEC chose from IBM's.
        #expect(known == 7_336)
    }

    /// Where tables of Shift_JIS differ: the Encoding Standard has these.
    @Test func `the characters that others read otherwise are those of the standard`() {
        let pinned: [(UInt16, Unicode.Scalar)] = [
            (0x815C, "\u{2015}"), (0x8160, "\u{FF5E}"), (0x8161, "\u{2225}"),
            (0x817C, "\u{FF0D}"), (0x8191, "\u{FFE0}"), (0x8192, "\u{FFE1}"),
            (0x81CA, "\u{FFE2}"),
        ]
        for (code, scalar) in pinned {
            let text = TextEncoding.shiftJIS.text(of: [UInt8(code >> 8), UInt8(code & 0xFF)])
            #expect(text == String(scalar))
        }
        for encoding in [TextEncoding.utf8, .shiftJIS, .eucJP] {
            #expect(encoding.text(of: [UInt8]()) == "")
        }
    }

    @Test(
        arguments: [
            (TextEncoding.shiftJIS, [0x82]), (.shiftJIS, [0xFF]), (.shiftJIS, [0x41, 0x81]),
            (.eucJP, [0xA4]), (.eucJP, [0xA4, 0x41]), (.eucJP, [0x8E, 0x41]), (.eucJP, [0x80]),
            (.eucJP, [0x8F, 0xB0, 0xA1]), (.utf8, [0xFF]), (.utf8, [0xE5, 0xB1]),
        ] as [(TextEncoding, [UInt8])])
    func `bytes that are none of an encoding are no text`(encoding: TextEncoding, bytes: [UInt8]) {
        #expect(encoding.text(of: bytes) == nil)
    }

    @Test func `labels are those of the Encoding Standard`() {
        #expect(TextEncoding(label: "SHIFT_JIS") == .shiftJIS)
        #expect(TextEncoding(label: "Windows-31J") == .shiftJIS)
        #expect(TextEncoding(label: "EUC-JP") == .eucJP)
        #expect(TextEncoding(label: "UTF8") == .utf8)
        #expect(TextEncoding(label: "windows-1252") == nil && TextEncoding(label: "") == nil)
        let header = "application/x-www-form-urlencoded; Charset=\"shift_jis\""
        #expect(TextEncoding(contentType: header) == .shiftJIS)
        #expect(TextEncoding(contentType: "application/x-www-form-urlencoded") == nil)
    }
}
