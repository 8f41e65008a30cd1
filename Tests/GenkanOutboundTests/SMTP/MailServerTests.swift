import Testing

@testable import GenkanOutbound

struct MailServerTests {
    @Test(arguments: ["mail.example.jp", "localhost", "192.0.2.1", "2001:db8::1", "::1"])
    func `a name and an address are hosts`(_ host: String) throws {
        let server = try MailServer(host: host, port: 587, security: .startTLS)
        let isName = host.contains { "ghijklmnopqrstuvwxyz".contains($0) }
        #expect(server.certificateName == (isName ? host : nil))
    }

    @Test(arguments: [
        "", " ", "mail example.jp", "mail.example.jp\r\n", "127.0.0.1\0", "[::1]", "玄関.jp",
        "mail.example.jp:587", "user@mail.example.jp", "smtp://mail.example.jp", "mail.example.jp.",
    ])
    func `anything else is none`(_ host: String) {
        #expect(throws: MailServer.Flaw.host) {
            try MailServer(host: host, port: 587, security: .tls)
        }
    }

    @Test(arguments: [0, -1, 65_536]) func `a port has its range`(_ port: Int) {
        #expect(throws: MailServer.Flaw.port) {
            try MailServer(host: "localhost", port: port, security: .tls)
        }
    }

    @Test(arguments: ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"])
    func `clear is for this machine`(_ host: String) throws {
        #expect(try MailServer(host: host, port: 25, security: .none).security == .none)
    }

    @Test(arguments: [
        "mail.example.jp", "192.0.2.1", "::", "0.0.0.0", "2001:db8::127", "localhost.example.jp",
        "127.0.0.1.example.jp", "127.1", "::ffff:192.0.2.1",
    ])
    func `and for no other`(_ host: String) {
        #expect(throws: MailServer.Flaw.clearToOutside) {
            try MailServer(host: host, port: 25, security: .none)
        }
    }

    @Test func `a name to sign in with has no control character`() {
        for name in ["", "a\0b", "a\r\nb", String(repeating: "a", count: 256)] {
            #expect(MailSignIn(name: name) { [] } == nil)
        }
        #expect(MailSignIn(name: "anna@example.org") { [] } != nil)
    }

    @Test func `no description has the name or the password`() throws {
        let signIn = try #require(MailSignIn(name: "anna") { Array("hunter2".utf8) })
        let server = try MailServer(
            host: "mail.example.jp", port: 465, security: .tls, signIn: signIn)
        var dumped = ""
        dump(server, to: &dumped)
        for text in ["\(signIn)", String(reflecting: signIn), "\(server)", dumped] {
            #expect(!text.contains("anna") && !text.contains("hunter2"))
        }
    }

    @Test func `a client introduces itself by a domain`() {
        for name in ["", "a b", "a\r\nMAIL FROM:<x@example.com>", "[127.0.0.1]"] {
            #expect(SMTPClient(name: name) == nil)
        }
    }
}
