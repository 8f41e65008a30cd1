import Testing

@testable import Proofs

struct EncodingTests {
    /// RFC 4648 § 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `base64 is that of RFC 4648`(plain: String, text: String) {
        #expect(Base64.standard.text(utf8(plain)) == text)
        #expect(Base64.standard.bytes(text) == utf8(plain))
    }

    @Test func `every byte comes back from either alphabet`() {
        let all = [UInt8](0...255)
        for count in 0...255 {
            let bytes = Array(all.suffix(count))
            #expect(Base64.standard.bytes(Base64.standard.text(bytes)) == bytes)
            #expect(Base64.url.bytes(Base64.url.text(bytes)) == bytes)
            #expect(Hex.bytes(Hex.text(bytes).utf8, count: count) == bytes)
        }
        #expect(Base64.standard.text([0xfb, 0xff]) == "+/8=")
        #expect(Base64.url.text([0xfb, 0xff]) == "-_8")
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=", "==", "Zg==Zg==", "Z g=", "Zm9v\n", "-_8=", "Z",
        "Zm9vYg=", "A===", "Zm=9",
    ])
    func `a second spelling in base64 is refused`(text: String) {
        #expect(Base64.standard.bytes(text) == nil)
    }

    @Test(arguments: ["Zg==", "Zh", "Z", "+/8", "Zm9v ", "Zm9vYh"])
    func `a second spelling in base64url is refused`(text: String) {
        #expect(Base64.url.bytes(text) == nil)
    }

    @Test(arguments: ["", "0", "0g", "AB", "0x", "000", " 00", "é"])
    func `hexadecimal of another length, case or alphabet is refused`(text: String) {
        #expect(Hex.bytes(text.utf8, count: 1) == nil)
    }

    @Test func `numbers are read up to fifteen digits`() {
        #expect(JSONValue(utf8("999999999999999")) == .integer(999_999_999_999_999))
        #expect(JSONValue(utf8("-7")) == .integer(-7))
        #expect(JSONValue(utf8("0")) == .integer(0))
        #expect(JSONValue(utf8("0.5")) == .fraction)
        for text in [
            "1000000000000000", "-0", "00", "01", "+1", "1.", ".5", "1e3", "1E3", "0x1", "1.2.3",
            "--1", "-", "NaN", "1 2",
        ] {
            #expect(JSONValue(utf8(text)) == nil, "\(text)")
        }
    }

    @Test func `strings are printable ASCII with nothing escaped but the slash`() {
        #expect(JSONValue(utf8(#""a\/b/c""#)) == .string("a/b/c"))
        for text in [
            #""a"#, #""\"""#, #""\\""#, #""\n""#, #""\u0041""#, "\"\u{7f}\"", "\"é\"", "'a'",
        ] {
            #expect(JSONValue(utf8(text)) == nil, "\(text)")
        }
    }

    @Test func `a name stands once, and four objects is deep enough`() {
        #expect(
            JSONValue(utf8(#"{"a":1,"b":{}}"#)) == .object(["a": .integer(1), "b": .object([:])]))
        #expect(JSONValue(utf8(#"{"a":1,"a":1}"#)) == nil)
        #expect(JSONValue(utf8(#"{"a":{"a":{"a":{}}}}"#)) != nil)
        #expect(JSONValue(utf8(#"{"a":{"a":{"a":{"a":{}}}}}"#)) == nil)
        let bomb = String(repeating: #"{"a":"#, count: 100_000)
        #expect(JSONValue(utf8(bomb)) == nil)
    }
}
