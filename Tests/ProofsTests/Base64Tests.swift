import Testing

@testable import Proofs

struct Base64Tests {
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
            #expect(Hex.bytes(Hex.text(bytes), count: count) == bytes)
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
        #expect(Hex.bytes(text, count: 1) == nil)
    }
}
