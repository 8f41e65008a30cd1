import Testing

@testable import Proofs

struct ClientDataTests {
    private static let head = #"{"type":"t","challenge":"c","origin":"o""#

    private func data(_ rest: String) throws -> ClientData {
        try ClientData(utf8(Self.head + rest))
    }

    @Test func `the members that are needed are read, absent ones mean no`() throws {
        let plain = try data("}")
        #expect(plain.type == utf8("t"))
        #expect(plain.challenge == utf8("c"))
        #expect(plain.origin == utf8("o"))
        #expect(!plain.isCrossOrigin)
        #expect(!plain.isFramed)
        #expect(try !data(#","crossOrigin":false}"#).isCrossOrigin)
        #expect(try data(#","crossOrigin":true}"#).isCrossOrigin)
        for value in [#""https://a.test""#, "null", "{}", "false"] {
            #expect(try data(",\"topOrigin\":\(value)}").isFramed)
        }
    }

    @Test(arguments: [
        ",\"a\":[]}", ",\"a\":[1,[2]]}", ",\"a\":{\"type\":1}}", ",\"a\":-0.5e+10}", ",\"a\":0}",
        ",\"a\":1E5}", ",\"a\":null}", " , \"a\" :\n\ttrue\r} ", #","a":"\"\\\/\b\f\n\r\té"}"#,
        #","\u0000":""}"#, #","a":"\uD83D\uDE00 \u00e9"}"#, ",\"a\":\"\u{7f}é😀\"}",
        ",\"a\":123456789012345678901234567890}", ",\"\":\"\"}",
    ])
    func `other members may have any value of JSON`(rest: String) throws {
        #expect(throws: Never.self) { _ = try data(rest) }
    }

    @Test(arguments: [
        "", ",", "}}", ",}", "} x", ",\"a\"}", ",\"a\":}", ",\"a\":1,}", ",\"a\":[1,]}",
        ",\"a\":01}", ",\"a\":.5}", ",\"a\":1.}", ",\"a\":1e}", ",\"a\":+1}", ",\"a\":-}",
        ",\"a\":NaN}", ",\"a\":True}", ",\"a\":nul}", ",\"a\":'b'}", ",a:1}",
        #","a":"\x"}"#, #","a":"\u12"}"#, #","a":"\u12g4"}"#, #","a":"\uD83D"}"#,
        #","a":"\uDE00"}"#, #","a":"\uD83D\u0041"}"#, #","a":"\uD83Dx"}"#, ",\"a\":\"\n\"}",
        ",\"a\":\"\u{0}\"}", ",\"a\":\"b}", #","origin":"o"}"#, #","type":"t"}"#,
        #","typ\u0065":"t"}"#, #","a":{"b":1,"b":1}}"#, #","a":1,"a":1}"#,
        #","crossOrigin":"true"}"#, #","crossOrigin":null}"#, #","crossOrigin":0}"#,
        "} // no", ",\"a\":1 \"b\":2}", ",\"a\":\"\\u１234\"}",
    ])
    func `what is no JSON, or says a thing twice, is refused`(rest: String) throws {
        #expect(throws: WebAuthnRefusal.malformedClientData) { _ = try data(rest) }
    }

    @Test func `an escaped name is the same name`() throws {
        let text = #"{"\u0074ype":"t","challenge":"\u0063","origin":"\/"}"#
        let read = try ClientData(utf8(text))
        #expect(read.type == utf8("t"))
        #expect(read.challenge == utf8("c"))
        #expect(read.origin == utf8("/"))
    }

    @Test func `names that only look alike are two names`() throws {
        #expect(throws: Never.self) { _ = try data(",\"\u{e9}\":1,\"e\u{301}\":2}") }
    }

    @Test func `eight levels are read, nine are not, and a bomb ends nothing`() throws {
        func nested(_ count: Int) -> String {
            ",\"a\":" + String(repeating: "[", count: count) + String(repeating: "]", count: count)
                + "}"
        }
        #expect(throws: Never.self) { _ = try data(nested(7)) }
        #expect(throws: WebAuthnRefusal.malformedClientData) { _ = try data(nested(8)) }
        let bomb = ",\"a\":" + String(repeating: "[", count: 8000)
        #expect(throws: WebAuthnRefusal.malformedClientData) { _ = try data(bomb) }
    }

    @Test func `8 KiB are read and one byte more is not`() throws {
        let fill = String(repeating: "x", count: 8192 - Self.head.utf8.count - 8)
        #expect(throws: Never.self) { _ = try data(",\"a\":\"\(fill)\"}") }
        #expect(throws: WebAuthnRefusal.malformedClientData) {
            _ = try data(",\"a\":\"\(fill)x\"}")
        }
    }

    @Test func `every prefix is refused`() throws {
        let text = utf8(Self.head + #","crossOrigin":false,"a":[1,{"b":"\u00e9"}]}"#)
        for count in 0..<text.count {
            #expect(throws: WebAuthnRefusal.malformedClientData) {
                _ = try ClientData(Array(text.prefix(count)))
            }
        }
    }
}
