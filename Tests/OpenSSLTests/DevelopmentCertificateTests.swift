import Testing

@testable import OpenSSL

struct DevelopmentCertificateTests {
    /// 2026-11-23 00:00:00 UTC.
    static let today: Int64 = 1_795_392_000
    static let day: Int64 = 86_400

    /// Whether a client that trusts `authority` alone accepts `leaf`.
    private func isTrusted(
        _ leaf: String, under authority: String, at time: Int64, name: String? = nil
    ) throws -> Bool {
        let issuer = try CertificateObject(pem: authority)
        return try CertificateObject(pem: leaf).isTrusted(under: issuer, at: time, name: name)
    }

    private func make(days: Int = 397) throws -> (authority: String, leaf: String, key: [UInt8]) {
        let made = try DevelopmentCertificate.make(
            names: ["localhost", "*.genkan.test"], addresses: ["127.0.0.1", "::1"],
            notBefore: Self.today, days: days)
        return (made.authorityPEM, made.certificatePEM, made.privateKeyPEM.revealed())
    }

    @Test func `the leaf is trusted for its names and addresses and for no other`() throws {
        let made = try make()
        for name in ["localhost", "form.genkan.test", "127.0.0.1", "::1"] {
            #expect(
                try isTrusted(made.leaf, under: made.authority, at: Self.today, name: name))
        }
        for name in ["example.com", "genkan.test", "a.b.genkan.test", "127.0.0.2", "::2"] {
            #expect(
                try !isTrusted(made.leaf, under: made.authority, at: Self.today, name: name))
        }
    }

    @Test func `the leaf is trusted from its first to its last second`() throws {
        let made = try make(days: 30)
        // OpenSSL counts the last second as over already.
        let last = Self.today + 30 * Self.day - 1
        #expect(try isTrusted(made.leaf, under: made.authority, at: last - 1))
        #expect(try !isTrusted(made.leaf, under: made.authority, at: last + 1))
        #expect(try !isTrusted(made.leaf, under: made.authority, at: Self.today - 1))
    }

    @Test func `another authority, made for the same names, is not its issuer`() throws {
        let made = try make()
        let other = try make()
        #expect(try !isTrusted(made.leaf, under: other.authority, at: Self.today))
        #expect(made.key != other.key)
        #expect(made.leaf != other.leaf)
    }

    @Test func `a leaf is no authority, and the authority no leaf`() throws {
        let made = try make()
        #expect(try !isTrusted(made.leaf, under: made.leaf, at: Self.today, name: "localhost"))
        #expect(
            try !isTrusted(made.authority, under: made.authority, at: Self.today, name: "localhost")
        )
    }

    @Test func `what comes out is PEM`() throws {
        let made = try make()
        let key = String(decoding: made.key, as: UTF8.self)
        #expect(made.authority.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(made.leaf.hasSuffix("-----END CERTIFICATE-----\n"))
        #expect(key.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(key.hasSuffix("-----END PRIVATE KEY-----\n"))
    }

    @Test(arguments: [
        ["localhost,DNS:bank.example"], ["a b"], [""], ["-a"], ["a-"], ["a..b"], ["x.*"], ["*"],
        ["玄関.test"], [String(repeating: "a", count: 64)], ["a\n"], ["copy:1"], [],
    ])
    func `a malformed name is refused`(names: [String]) {
        let code = failure { () throws(OpenSSLError) in
            _ = try DevelopmentCertificate.make(
                names: names, addresses: [], notBefore: Self.today, days: 1
            ).certificatePEM
        }
        #expect(code == .invalidParameters)
    }

    @Test(arguments: ["127.0.0.1,DNS:a", "300.1.1.1", "1.2.3", "::1::", "localhost", ""])
    func `a malformed address is refused`(address: String) {
        let code = failure { () throws(OpenSSLError) in
            _ = try DevelopmentCertificate.make(
                names: ["localhost"], addresses: [address], notBefore: Self.today, days: 1
            ).certificatePEM
        }
        #expect(code == .invalidParameters)
    }

    @Test(arguments: [
        (today, 0), (today, 398), (today, -1), (-1, 1), (.max, 1), (253_402_300_799, 1),
    ])
    func `a time that browsers refuse is refused`(notBefore: Int64, days: Int) {
        let code = failure { () throws(OpenSSLError) in
            _ = try DevelopmentCertificate.make(
                names: ["localhost"], addresses: [], notBefore: notBefore, days: days
            ).certificatePEM
        }
        #expect(code == .invalidParameters)
    }
}
