import OpenSSL
import Testing

@testable import Proofs

struct Base32Tests {
    private func text(_ bytes: [UInt8]) throws -> String {
        String(decoding: exposed(try Base32.text(bytes.span)), as: UTF8.self)
    }

    private func bytes(_ text: String) throws -> [UInt8]? {
        let letters = utf8(text)
        guard let bytes = try Base32.bytes(letters.span) else { return nil }
        return exposed(bytes)
    }

    /// RFC 4648 § 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ])
    func `base32 is that of RFC 4648`(plain: String, written: String) throws {
        #expect(try text(utf8(plain)) == written)
        #expect(try bytes(written) == utf8(plain))
    }

    @Test func `every byte comes back`() throws {
        let all = [UInt8](0...255)
        for count in 0...255 {
            let suffix = Array(all.suffix(count))
            #expect(try bytes(text(suffix)) == suffix)
        }
    }

    @Test(arguments: [
        "my", "MY======", "MY ", " MY", "M", "MZX", "MZXW6Y", "MZ", "MZXR", "MZXW7", "MZXW6YR",
        "M1",
        "M0", "M8", "M=", "ＭＹ", "MY\n",
    ])
    func `a second spelling is refused`(written: String) throws {
        #expect(try bytes(written) == nil)
    }
}
