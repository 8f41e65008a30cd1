import OpenSSL
import Testing

struct P256Tests {
    struct Vector: Sendable {
        let message: String
        let signature: [UInt8]
    }

    /// RFC 6979 appendix A.2.5.
    static let point = hex(
        """
        60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6
        7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299
        """)

    /// Its r and s with SHA-256.
    static let r = hex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716")
    static let s = hex("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8")
    static let order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
    static let prime = hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")

    static let published = [
        Vector(message: "sample", signature: der([0] + r, [0] + s)),
        Vector(
            message: "test",
            signature: der(
                hex("00f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"),
                hex("019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"))),
    ]

    /// Signatures of another key by `cryptography`, from the longest to one of 68 bytes.
    static let lengths = [
        (
            "message 2",
            """
            3046022100f2028648568a0cea568c2d66b71a3d5e9ff74c9ab62482d973463d437353977d
            0221008a70feaae2c33797ab5abae32a2a39c0de54fce60c5000c5a84c1f68b958e173
            """
        ),
        (
            "message 0",
            """
            3045022100f79d97cef3321d446075951448a64a42a45896bd0eab650cb793c31fe7c723f5
            02204c8947b6ef7414b6673646ed8f6b5a8e3e3270c09684184fa1ca44227d93fe9a
            """
        ),
        (
            "message 12",
            """
            3044022027dde2659dacb4ec3677482869e0b4d7e8b43be71e88645523569f4416f9189b
            02202efa13b9d22daee932fcdf483c4c041ff7db90d1e297d937d53eca4884c6895c
            """
        ),
        (
            "message 216",
            """
            3043021f018726694582690f6e24c1438cc78a307d5871a00c45260e384318d1a03e8c
            02204703696bc05c821efea6fb42bbedc867422004f166bebdc75332c39c9d1071e7
            """
        ),
        (
            "message 63395",
            """
            304202203c9f7ae291e04cb0c8a9289c1b4895bfb98861e60b9886800725d1a2f131a7b2
            021e6ef0fb8cf3014d3664ec4e6fb519afa271bba3d793e1a493c78066334dbf
            """
        ),
    ]

    /// SEQUENCE of two INTEGERs whose contents are given, with short lengths.
    private static func der(_ r: [UInt8], _ s: [UInt8]) -> [UInt8] {
        let body = [2, UInt8(r.count)] + r + [2, UInt8(s.count)] + s
        return [0x30, UInt8(body.count)] + body
    }

    private func isValid(_ signature: [UInt8], _ message: String = "sample") throws -> Bool {
        let message = utf8(message)
        return try P256.PublicKey(bytes: Self.point).isValid(
            signature: signature.span, for: message.span)
    }

    @Test(arguments: published)
    func `the published signatures are valid`(_ vector: Vector) throws {
        #expect(try isValid(vector.signature, vector.message))
        #expect(try !isValid(vector.signature, vector.message + "s"))
    }

    @Test(arguments: lengths)
    func `signatures of 68 to 72 bytes are valid`(message: String, signature: String) throws {
        let key = try P256.PublicKey(
            bytes: hex(
                """
                47f9df7f11f9fb2097431b06f4fe4763554cc6b44bdae1f931fca7dac89baf34
                b0b9af8423d9fa25336c9b1077929df67e62c5bce219cb14328c3966d2bf5a51
                """))
        let signature = hex(signature)
        let message = utf8(message)
        #expect((68...72).contains(signature.count))
        #expect(try key.isValid(signature: signature.span, for: message.span))
        #expect(try !isValid(signature, "message 0"))
    }

    @Test func `a flipped bit of signature, message or key is refused`() throws {
        let good = Self.published[0].signature
        for signature in flips(of: good) { #expect(try !isValid(signature)) }
        let key = try P256.PublicKey(bytes: Self.point)
        for message in flips(of: utf8("sample")) {
            #expect(try !key.isValid(signature: good.span, for: message.span))
        }
        for point in flips(of: Self.point) {
            let code = failure { () throws(OpenSSLError) in
                _ = try P256.PublicKey(bytes: point)
            }
            #expect(code == .invalidKey)
        }
    }

    @Test func `a signature has one spelling`() throws {
        let (r, s) = (Self.r, Self.s)
        let good = Self.der([0] + r, [0] + s)
        let body = Array(good.dropFirst(2))
        for (signature, why) in [
            ([], "nothing"), (r + s, "the raw form"), (good + [0], "a byte behind"),
            ([0x30, 0x47] + body + [0], "a byte behind, inside"),
            ([0x30, 0x81, 0x46] + body, "a long length"), ([0x30, 0x80] + body + [0, 0], "none"),
            ([0x31] + good.dropFirst(), "a SET"), (Self.der(r, [0] + s), "a negative r"),
            (Self.der([0] + r, s), "a negative s"), (Self.der([0, 0] + r, [0] + s), "a zero more"),
            (Self.der([0] + r, [0, 0] + s), "a zero more"),
            ([0x30, 0x49] + body + [2, 1, 1], "three integers"),
            ([0x30, 0x23] + body.prefix(35), "one integer"),
        ] {
            #expect(try !isValid(signature), "\(why)")
        }
        for count in good.indices { #expect(try !isValid(Array(good.prefix(count)))) }
    }

    @Test func `r and s lie between 1 and the order`() throws {
        let (r, s) = ([0] + Self.r, [0] + Self.s)
        let order = [0] + Self.order
        for (first, second) in [([0], s), (r, [0]), ([0], [0]), (order, s), (r, order)] {
            #expect(try !isValid(Self.der(first, second)))
        }
    }

    @Test func `a point off the curve, beyond the prime or of another length is refused`() {
        let (x, y) = (Array(Self.point.prefix(32)), Array(Self.point.suffix(32)))
        for bytes in [
            y + x, x + x, repeated(0, 64), repeated(0xff, 64), Self.prime + y, x + Self.prime,
            [], x, [4] + x + y, x + y + [0], Array((x + y).dropLast()),
        ] {
            let code = failure { () throws(OpenSSLError) in
                _ = try P256.PublicKey(bytes: bytes)
            }
            #expect(code == .invalidKey)
        }
    }

    /// The coordinate 5 has a point; the same plus the prime must not be a second name for it.
    @Test func `a coordinate has one spelling`() throws {
        let five = repeated(0, 31) + [5]
        let y = hex("459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc")
        #expect(throws: Never.self) { _ = try P256.PublicKey(bytes: five + y) }
        let beyond = hex("ffffffff00000001000000000000000000000001000000000000000000000004")
        let code = failure { () throws(OpenSSLError) in
            _ = try P256.PublicKey(bytes: beyond + y)
        }
        #expect(code == .invalidKey)
    }
}
