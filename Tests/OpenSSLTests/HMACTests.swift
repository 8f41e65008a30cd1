import OpenSSL
import Testing

struct HMACTests {
    /// RFC 4231, test cases 1, 2, 3 and 6.
    @Test(arguments: [
        (
            repeated(0x0b, 20), utf8("Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            utf8("Jefe"), utf8("what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            repeated(0xaa, 20), repeated(0xdd, 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            repeated(0xaa, 131), utf8("Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func `HMAC-SHA-256 gives the codes of RFC 4231`(
        key: [UInt8], message: [UInt8], expected: String
    ) throws {
        let code = try HMACSHA256.code(for: message.span, key: SecretBytes(copying: key))
        #expect(code == hex(expected))
    }

    /// RFC 2202, test cases 1 and 2.
    @Test func `HMAC-SHA-1 gives the codes of RFC 2202`() throws {
        let first = try HMACSHA1.code(
            for: utf8("Hi There").span, key: SecretBytes(copying: repeated(0x0b, 20)))
        let second = try HMACSHA1.code(
            for: utf8("what do ya want for nothing?").span,
            key: SecretBytes(copying: utf8("Jefe")))
        #expect(first == hex("b617318655057264e28bc0b6fb378c8ef146be00"))
        #expect(second == hex("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"))
    }

    @Test func `an empty key is refused instead of meaning the key of before`() {
        let code = failure { () throws(OpenSSLError) in
            _ = try HMACSHA256.code(for: repeated(1, 1).span, key: SecretBytes(copying: []))
        }
        #expect(code == .invalidKey)
    }

    @Test func `a code is valid for its message and key alone`() throws {
        let key = try SecretBytes.random(count: 32)
        let other = try SecretBytes.random(count: 32)
        let code = try HMACSHA256.code(for: utf8("abc").span, key: key)
        let own = try HMACSHA256.isValid(code.span, for: utf8("abc").span, key: key)
        let message = try HMACSHA256.isValid(code.span, for: utf8("abd").span, key: key)
        let foreign = try HMACSHA256.isValid(code.span, for: utf8("abc").span, key: other)
        let cut = Array(code.prefix(31))
        let short = try HMACSHA256.isValid(cut.span, for: utf8("abc").span, key: key)
        #expect(own)
        #expect(!message && !foreign && !short)
    }
}
