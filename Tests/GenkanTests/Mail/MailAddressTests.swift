import Testing

@testable import Genkan

struct MailAddressTests {
    @Test(arguments: [
        "anna@example.org", "a@b", "root@localhost", "anna.b+c@mail.example.co.jp",
        "!#$%&'*+-/=?^_`{|}~@example.org", "A@EXAMPLE.ORG", "a@xn--wgv71a119e.jp", "a@1.2.3.4",
        String(repeating: "a", count: 64) + "@example.org",
        "a@" + String(repeating: "b", count: 63) + ".org",
    ])
    func `an address is taken as it stands`(_ text: String) throws {
        let address = try #require(MailAddress(text))
        #expect(address.text == text)
        #expect("\(text.prefix { $0 != "@" })@\(address.domain)" == text)
    }

    @Test(arguments: [
        "", "@", "anna", "anna@", "@example.org", "anna@@example.org", "a@b@c", ".a@example.org",
        "a.@example.org", "a..b@example.org", "\"a b\"@example.org", "\"a\"@example.org",
        "a b@example.org", " a@example.org", "a@example.org ", "a@example.org\t", "a,b@example.org",
        "<a@example.org>", "Anna <a@example.org>", "a(b)@example.org", "a\\b@example.org",
        "a@exam ple.org", "a@-example.org", "a@example-.org", "a@example..org", "a@example.org.",
        "a@.example.org", "a@exam_ple.org", "a@[127.0.0.1]", "a@[IPv6:::1]", "a@example.org:25",
        "a:b@example.org", "a;b@example.org", "a>b@example.org",
    ])
    func `what is not exactly an address is none`(_ text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test(arguments: [
        "\r", "\n", "\r\n", "\0", "\u{7F}", "\u{85}", "\u{2028}", "é", "e\u{301}", "玄",
    ])
    func `control characters and other scripts are nowhere in it`(_ bad: String) {
        for text in ["\(bad)a@b.org", "a\(bad)@b.org", "a@\(bad)b.org", "a@b.org\(bad)"] {
            #expect(MailAddress(text) == nil)
        }
        #expect(MailAddress("a@b.org\(bad)RCPT TO:<x@example.com>") == nil)
    }

    @Test func `the lengths are held to the octet`() {
        let label = String(repeating: "b", count: 61)
        // 64 + 1 + 3 × 62 + 3 octets
        let domain = [label, label, label].joined(separator: ".")
        let longest = String(repeating: "a", count: 64) + "@" + domain + ".cc"
        #expect(longest.utf8.count == 253)
        #expect(MailAddress(longest) != nil)
        #expect(MailAddress(longest + "c")?.text.utf8.count == 254)
        #expect(MailAddress(longest + "cc") == nil)
        #expect(MailAddress(String(repeating: "a", count: 65) + "@example.org") == nil)
        #expect(MailAddress("a@" + String(repeating: "b", count: 64) + ".org") == nil)
    }

    @Test func `a domain by itself is checked alike`() {
        #expect(MailAddress.isDomain("forms.example.jp"))
        #expect(MailAddress.isDomain("localhost"))
        for bad in ["", "a b", "a\r\nb", "[127.0.0.1]", "a@b", ".", "玄関.jp", "a.b.\0"] {
            #expect(!MailAddress.isDomain(bad))
        }
    }
}
