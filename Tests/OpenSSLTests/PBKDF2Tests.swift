import OpenSSL
import Testing

struct PBKDF2Tests {
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
}
