import Genkan
import Testing

/// The cases of web-platform-tests `url/urlencoded-parser.any.js`, and our limits.
struct URLEncodedBodyTests {
    private func pairs(_ body: [UInt8]) throws -> [[String]] {
        try URLEncodedBody.decode(body).pairs.map { [$0.name, $0.value] }
    }

    @Test(
        arguments: [
            ("test", [["test", ""]]),
            ("\u{FEFF}test=\u{FEFF}", [["\u{FEFF}test", "\u{FEFF}"]]),
            ("%EF%BB%BFtest=%EF%BB%BF", [["\u{FEFF}test", "\u{FEFF}"]]),
            ("%EF%BF%BF=%EF%BF%BF", [["\u{FFFF}", "\u{FFFF}"]]),
            ("%FE%FF", [["\u{FFFD}\u{FFFD}", ""]]),
            ("%FF%FE", [["\u{FFFD}\u{FFFD}", ""]]),
            ("†&†=x", [["†", ""], ["†", "x"]]),
            ("%C2", [["\u{FFFD}", ""]]),
            ("%C2x", [["\u{FFFD}x", ""]]),
            (
                "_charset_=windows-1252&test=%C2x",
                [["_charset_", "windows-1252"], ["test", "\u{FFFD}x"]]
            ),
            ("", []),
            ("a", [["a", ""]]),
            ("a=b", [["a", "b"]]),
            ("a=", [["a", ""]]),
            ("=b", [["", "b"]]),
            ("&", []),
            ("&a", [["a", ""]]),
            ("a&", [["a", ""]]),
            ("a&a", [["a", ""], ["a", ""]]),
            ("a&b&c", [["a", ""], ["b", ""], ["c", ""]]),
            ("a=b&c=d", [["a", "b"], ["c", "d"]]),
            ("a=b&c=d&", [["a", "b"], ["c", "d"]]),
            ("&&&a=b&&&&c=d&", [["a", "b"], ["c", "d"]]),
            ("a=a&a=b&a=c", [["a", "a"], ["a", "b"], ["a", "c"]]),
            ("a==a", [["a", "=a"]]),
            ("a=a+b+c+d", [["a", "a b c d"]]),
            ("%=a", [["%", "a"]]),
            ("%a=a", [["%a", "a"]]),
            ("%a_=a", [["%a_", "a"]]),
            ("%61=a", [["a", "a"]]),
            ("%61+%4d%4D=", [["a MM", ""]]),
            ("id=0&value=%", [["id", "0"], ["value", "%"]]),
            ("b=%2sf%2a", [["b", "%2sf*"]]),
            ("b=%2%2af%2a", [["b", "%2*f*"]]),
            ("b=%%2a", [["b", "%*"]]),
        ] as [(String, [[String]])])
    func `the cases of web-platform-tests decode as the standard says`(
        body: String, expected: [[String]]
    ) throws {
        #expect(try pairs(bytes(body)) == expected)
    }

    @Test func `a byte of a broken UTF-8 sequence becomes one replacement character`() throws {
        #expect(try pairs([0x61, 0x3D, 0xE3, 0x81, 0x62, 0xFF]) == [["a", "\u{FFFD}b\u{FFFD}"]])
        #expect(try pairs(bytes("a=%F0%9F%98")) == [["a", "\u{FFFD}"]])
        // An overlong slash and a surrogate are not UTF-8.
        #expect(try pairs(bytes("a=%C0%AF")) == [["a", "\u{FFFD}\u{FFFD}"]])
        #expect(try pairs(bytes("a=%ED%A0%80")) == [["a", "\u{FFFD}\u{FFFD}\u{FFFD}"]])
    }

    @Test func `nothing is decoded twice`() throws {
        #expect(try pairs(bytes("a=%2541")) == [["a", "%41"]])
        #expect(try pairs(bytes("a=%2B")) == [["a", "+"]])
    }

    @Test func `line ends become LF and text is composed`() throws {
        #expect(try pairs(bytes("a=1%0D%0A2%0D3%0A4")) == [["a", "1\n2\n3\n4"]])
        let value = try URLEncodedBody.decode(bytes("a=e%CC%81")).pairs[0].value
        #expect(Array(value.utf8) == [0xC3, 0xA9])
    }

    @Test func `the limits refuse, and what is at them passes`() throws {
        let limits = BodyLimits(pairs: 2, nameBytes: 3, valueBytes: 4)
        func code(_ body: String) -> BodyError.Code? {
            do {
                _ = try URLEncodedBody.decode(bytes(body), limits: limits)
                return nil
            } catch {
                #expect(error.isTooLarge)
                return error.code
            }
        }
        #expect(code("abc=1234&b=") == nil)
        #expect(code("a=&b=&c=") == .tooManyPairs)
        #expect(code("abcd=") == .nameTooLong)
        #expect(code("a=12345") == .valueTooLong)
        // The limit is on what is decoded: four percent-encoded bytes are four.
        #expect(code("a=%41%41%41%41") == nil)
        #expect(code(String(repeating: "&", count: 1000)) == nil)
    }

    @Test func `every body decodes, whatever its bytes`() throws {
        var generator = Seeded(state: 7)
        for _ in 0..<500 {
            var body = generator.bytes(Int.random(in: 0...60, using: &generator))
            for index in body.indices where index % 3 == 0 {
                body[index] = bytes("%&=+a0F").randomElement(using: &generator) ?? 0
            }
            let pairs = try URLEncodedBody.decode(body).pairs
            #expect(pairs.count <= body.count)
        }
    }

    @Test func `what a browser encodes comes back`() throws {
        var generator = Seeded(state: 8)
        for _ in 0..<200 {
            let text = TextDoor.normalised(generator.hostileText(40))
            let encoded = text.utf8.map { byte in
                (0x61...0x7A).contains(byte)
                    ? String(Unicode.Scalar(byte))
                    : byte == 0x20
                        ? "+" : "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }
            let value = try URLEncodedBody.decode(bytes("a=" + encoded.joined())).pairs[0].value
            #expect(Array(value.utf8) == Array(text.utf8))
        }
    }
}
