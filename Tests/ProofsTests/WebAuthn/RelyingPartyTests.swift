import Testing

@testable import Proofs

struct RelyingPartyTests {
    private func isAllowed(_ id: String, _ origin: String, name: String = "Genkan") -> Bool {
        do {
            _ = try RelyingParty(id: id, name: name, origin: origin)
            return true
        } catch { return false }
    }

    @Test(arguments: [
        ("example.org", "https://example.org"), ("example.org", "https://desk.example.org"),
        ("localhost", "https://localhost:8443"), ("xn--zckzah.jp", "https://xn--zckzah.jp:1"),
        ("1-2.a0", "https://1-2.a0:65535"),
    ])
    func `a domain and an origin of it are a house`(id: String, origin: String) {
        #expect(isAllowed(id, origin))
    }

    @Test(arguments: [
        ("", "https://"), ("Example.org", "https://Example.org"), ("example.org.", ""),
        ("192.0.2.1", "https://192.0.2.1"), ("[::1]", "https://[::1]"), ("a..b", "https://a..b"),
        ("-a.org", "https://-a.org"), ("a-.org", "https://a-.org"), ("é.org", "https://é.org"),
        ("example.org", "http://example.org"), ("example.org", "https://example.org/"),
        ("example.org", "https://badexample.org"), ("example.org", "https://example.org.test"),
        ("desk.example.org", "https://example.org"), ("example.org", "https://example.org:443"),
        ("example.org", "https://example.org:0"), ("example.org", "https://example.org:080"),
        ("example.org", "https://example.org:65536"), ("example.org", "https://example.org:"),
        ("example.org", "https://example.org:+1"), ("example.org", "https://a@example.org"),
        ("example.org", "https://example.org:1:2"), ("example.org", "https://.example.org"),
        ("example.org", "HTTPS://example.org"), ("example.org", "https://example.org "),
    ])
    func `anything else is none`(id: String, origin: String) {
        #expect(!isAllowed(id, origin))
    }

    @Test func `a label has 63 characters at most, a domain 253, a name 256 bytes`() {
        let label = String(repeating: "a", count: 63)
        #expect(isAllowed("\(label).org", "https://\(label).org"))
        #expect(!isAllowed("a\(label).org", "https://a\(label).org"))
        let long = [label, label, label, String(label.dropFirst(2))].joined(separator: ".")
        #expect(isAllowed(long, "https://\(long)"))
        #expect(!isAllowed("\(long)a", "https://\(long)a"))
        #expect(!isAllowed("a.org", "https://a.org", name: ""))
        #expect(!isAllowed("a.org", "https://a.org", name: String(repeating: "x", count: 257)))
    }

    @Test func `challenges, handles and salts are 32 bytes and never twice the same`() throws {
        let challenges = try (0..<1000).map { _ in try WebAuthnChallenge.random() }
        #expect(Set(challenges).count == 1000)
        #expect(challenges.allSatisfy { $0.bytes.count == 32 && $0.text.utf8.count == 43 })
        #expect(try PasskeyUserHandle.random() != PasskeyUserHandle.random())
        #expect(try PasskeySalt.random() != PasskeySalt.random())
        for count in [0, 31, 33] {
            let bytes = [UInt8](repeating: 1, count: count)
            #expect(WebAuthnChallenge(bytes: bytes) == nil)
            #expect(PasskeyUserHandle(bytes: bytes) == nil)
            #expect(PasskeySalt(bytes: bytes) == nil)
        }
    }
}
