import OpenSSL
import Testing

struct ScryptTests {
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
