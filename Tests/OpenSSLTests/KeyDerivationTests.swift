import OpenSSL
import Testing

struct KeyDerivationTests {
    struct Vector: Sendable {
        let material, salt, info, key, output: [UInt8]
    }

    /// RFC 5869, test cases 1, 2 and 3 (the third with empty salt and info).
    static let published = [
        Vector(
            material: repeated(0x0b, 22), salt: Array(0x00...0x0c), info: Array(0xf0...0xf9),
            key: hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"),
            output: hex(
                """
                3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf
                34007208d5b887185865
                """)),
        Vector(
            material: Array(0x00...0x4f), salt: Array(0x60...0xaf), info: Array(0xb0...0xff),
            key: hex("06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244"),
            output: hex(
                """
                b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c
                59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71
                cc30c58179ec3e87c14c01d5c1f3434f1d87
                """)),
        Vector(
            material: repeated(0x0b, 22), salt: [], info: [],
            key: hex("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04"),
            output: hex(
                """
                8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d
                9d201395faa4b61a96c8
                """)),
    ]

    @Test(arguments: published)
    func `HKDF gives the keys of RFC 5869, in one step and in two`(_ vector: Vector) throws {
        let material = try SecretBytes(copying: vector.material)
        let key = try HKDF.extract(salt: vector.salt.span, keyMaterial: material)
        let inTwo = try HKDF.expand(key, info: vector.info.span, count: vector.output.count)
        let inOne = try HKDF.derive(
            keyMaterial: material, salt: vector.salt.span, info: vector.info.span,
            count: vector.output.count)
        #expect(key.revealed() == vector.key)
        #expect(inTwo.revealed() == vector.output)
        #expect(inOne.revealed() == vector.output)
    }

    @Test(arguments: [(0, 0), (-1, 0), (8161, 0), (32, 1025)])
    func `HKDF refuses lengths beyond its limits`(count: Int, info: Int) {
        let code = failure { () throws(OpenSSLError) in
            _ = try HKDF.expand(.random(count: 32), info: repeated(1, info).span, count: count)
        }
        #expect(code == .invalidLength)
    }

    @Test func `HKDF reaches its limits`() throws {
        let key = try SecretBytes.random(count: 32)
        let longest = try HKDF.expand(key, info: repeated(1, 1024).span, count: 8160)
        #expect(longest.count == 8160)
    }

    @Test func `HKDF refuses empty key material`() {
        let code = failure { () throws(OpenSSLError) in
            _ = try HKDF.extract(salt: nothing().span, keyMaterial: SecretBytes(copying: []))
        }
        #expect(code == .invalidKey)
    }

    /// RFC 7914 § 11, and the vectors of RFC 6070 as they are published for SHA-256.
    @Test(arguments: [
        (
            "passwd", "salt", 1,
            """
            55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc
            49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783
            """
        ),
        (
            "password", "salt", 4096,
            "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"
        ),
        (
            "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096,
            """
            348c89dbcbd32b2f32d814b8116e84cf2b17347ebc1800181c4e2a1fb8dd53e1
            c635518c7dac47e9
            """
        ),
    ])
    func `PBKDF2 gives the published keys`(
        password: String, salt: String, iterations: Int, expected: String
    ) throws {
        let key = try PBKDF2.sha256(
            password: utf8(password).span, salt: utf8(salt).span, iterations: iterations,
            count: hex(expected).count)
        #expect(key == hex(expected))
    }

    @Test(arguments: [0, -1, 10_000_001])
    func `PBKDF2 refuses a number of iterations beyond its limits`(iterations: Int) {
        let code = failure { () throws(OpenSSLError) in
            _ = try PBKDF2.sha256(
                password: repeated(1, 1).span, salt: repeated(1, 1).span, iterations: iterations,
                count: 32)
        }
        #expect(code == .invalidParameters)
    }

    /// RFC 7914 § 12, the first two.
    @Test(arguments: [
        (
            "", "", 16, 1, 1,
            """
            77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442
            fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906
            """
        ),
        (
            "password", "NaCl", 1024, 8, 16,
            """
            fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622
            eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
            """
        ),
    ])
    func `scrypt gives the keys of RFC 7914`(
        password: String, salt: String, n: Int, r: Int, p: Int, expected: String
    ) throws {
        let key = try Scrypt.derive(
            password: SecretBytes(copying: utf8(password)), salt: utf8(salt).span,
            parameters: Scrypt.Parameters(n: n, r: r, p: p), count: 64)
        #expect(key.revealed() == hex(expected))
    }

    @Test func `scrypt's real cost is granted its memory`() throws {
        let key = try Scrypt.derive(
            password: SecretBytes(copying: utf8("correct horse")), salt: repeated(3, 16).span,
            parameters: .standard, count: 32)
        #expect(key.count == 32)
        #expect(Scrypt.Parameters.standard == (try Scrypt.Parameters(n: 1 << 17, r: 8, p: 1)))
    }

    @Test(arguments: [
        (0, 8, 1), (1, 8, 1), (3, 8, 1), (1 << 21, 1, 1), (-2, 8, 1), (1024, 0, 1),
        (1024, 33, 1), (1024, 8, 0), (1024, 8, 17), (1 << 20, 8, 1), (.max, .max, .max),
    ])
    func `scrypt refuses a cost that a row could use against us`(n: Int, r: Int, p: Int) {
        let code = failure { () throws(OpenSSLError) in
            _ = try Scrypt.Parameters(n: n, r: r, p: p)
        }
        #expect(code == .invalidParameters)
    }
}
