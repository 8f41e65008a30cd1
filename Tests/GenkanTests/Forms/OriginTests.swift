import Genkan
import Testing

struct OriginTests {
    @Test(arguments: [
        ("https://www.example.jp", "www.example.jp"), ("https://example.jp:8443", "example.jp"),
        ("http://[::1]:8080", "[::1]"), ("https://[2001:db8::1]", "[2001:db8::1]"),
    ])
    func `the host stands without scheme and port`(origin: String, host: String) {
        #expect(Origin(origin)?.host == host)
    }

    @Test(arguments: [
        ("https://www.example.jp", "https://www.example.jp"),
        ("HTTPS://WWW.Example.JP", "https://www.example.jp"),
        ("https://example.jp:443", "https://example.jp"),
        ("https://example.jp:8443", "https://example.jp:8443"),
        ("http://localhost", "http://localhost"), ("http://localhost:80", "http://localhost"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:9", "http://127.0.0.1:9"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://shop.localhost", "http://shop.localhost"),
        ("https://xn--r8jz45g.jp", "https://xn--r8jz45g.jp"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
    ])
    func `an origin is written as a browser writes it`(text: String, origin: String) {
        #expect(Origin(text)?.description == origin)
    }

    @Test(arguments: [
        "", "null", "*", "https://", "https:///", "https://a.jp/", "https://a.jp/x",
        "https://a.jp?x",
        "https://a.jp#x", "https://u@a.jp", "https://a.jp:", "https://a.jp:0", "https://a.jp:65536",
        "https://a.jp:08", "https://a.jp:x", "http://a.jp", "ftp://a.jp", "//a.jp", "a.jp",
        "https://a..jp", "https://.jp", "https://-a.jp", "https://a-.jp", "https://*.a.jp",
        "https://例え.jp", "https://a.jp https://b.jp", "https://a.jp\r\nX: y", "https://a.jp\u{301}",
        "https://[::1", "https://[]", "https://a_b.jp", "http://localhost.evil.jp",
        "http://127.0.0.1.evil.jp", "https://\(String(repeating: "a", count: 64)).jp",
    ])
    func `what a browser would not send is none`(text: String) {
        #expect(Origin(text) == nil)
    }

    @Test func `origins are equal when they are the same`() {
        #expect(Origin("https://a.jp") == Origin("https://A.JP:443"))
        #expect(Origin("https://a.jp") != Origin("https://a.jp:444"))
        #expect(Origin("https://a.jp") != Origin("https://www.a.jp"))
    }

    @Test func `names that Genkan needs are taken`() {
        for name in [
            ReservedNames.altcha, ReservedNames.charset, ReservedNames.submission,
            ReservedNames.formToken, ReservedNames.honeypot, ReservedNames.language,
            "_anything", "Altcha", "h-captcha-response", "cf-turnstile-response",
        ] {
            #expect(ReservedNames.contains(name))
        }
        for name in ["name", "homepage", "altcha2", "a_b"] {
            #expect(!ReservedNames.contains(name))
        }
    }
}
