import Testing

@testable import Proofs

struct TOTPAddressTests {
    private func address(_ issuer: String, _ account: String) throws -> String {
        try publishedSeed().withAddress(issuer: issuer, account: account) { text($0) }
    }

    /// The issuer and the account as they stand in the address.
    private func names(_ issuer: String, _ account: String) throws -> [Substring] {
        let address = try address(issuer, account)
        let label = address.split(separator: "?")[0].split(separator: "/")[2]
        let parameter = address.split(separator: "&")[1].split(separator: "=")[1]
        let names = label.split(separator: ":")
        try #require(names.count == 2 && names[0] == parameter)
        return names
    }

    @Test func `an address says everything an authenticator needs`() throws {
        #expect(
            try address("Genkan", "anna") == "otpauth://totp/Genkan:anna"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Genkan"
                + "&algorithm=SHA1&digits=6&period=30")
    }

    @Test func `names are Japanese, and nothing in them ends the address`() throws {
        #expect(
            try names("受付", "山田 太郎") == [
                "%E5%8F%97%E4%BB%98", "%E5%B1%B1%E7%94%B0%20%E5%A4%AA%E9%83%8E",
            ])
        #expect(try names("a&b=c?d#e/f%", "a+b@c") == ["a%26b%3Dc%3Fd%23e%2Ff%25", "a%2Bb%40c"])
        #expect(try names("-._~", "\"<'>") == ["-._~", "%22%3C%27%3E"])
    }

    @Test func `a colon becomes a full-width one`() throws {
        #expect(
            try names("localhost:8443", ":a") == ["localhost%EF%BC%9A8443", "%EF%BC%9Aa"])
    }

    @Test func `what nobody sees is left out`() throws {
        #expect(
            try names(" Gen\u{0}\u{200B}kan\n", "\u{202E}anna\u{85}b　") == ["Genkan", "annab"])
    }

    @Test(arguments: ["", " ", "　", "\n\t", "\u{200B}\u{FEFF}"])
    func `a name of which nothing can be shown is refused`(name: String) {
        #expect(throws: ProofError.malformedName) { try address(name, "anna") }
        #expect(throws: ProofError.malformedName) { try address("Genkan", name) }
    }

    @Test func `the longest names still fit into a QR code`() throws {
        let long = String(repeating: "あ", count: 500)
        let whole = try address(long, long)
        #expect(whole.utf8.count == 638)
        let names = try names(long, "a" + long)
        #expect(names.map(\.utf8.count) == [180, 172])
        #expect(names[1].hasSuffix("%81%82"))
        let side = try publishedSeed().withAddress(issuer: long, account: long) {
            (address) throws(ProofError) in try QRCode(address).side
        }
        #expect(side == 97)
    }

    @Test func `typed by hand, the seed stands in groups of four`() throws {
        let typed = try publishedSeed().withTypedText { text($0) }
        #expect(typed == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    }
}
