import Testing

@testable import GenkanOutbound

struct SignInTests {
    private static let afterwards = Array(polite.dropFirst(2))

    @Test func `PLAIN comes first`() async throws {
        let acts = Self.acts("AUTH LOGIN PLAIN", [.say("235 welcome\r\n")]) + Self.afterwards
        try await ScriptedServer.run(acts) { server in
            let error = try await outcome(through: server, signIn: try anna())
            #expect(error == nil)
            // NUL anna NUL pässword
            #expect(server.heard[1] == "AUTH PLAIN AGFubmEAcMOkc3N3b3Jk\r\n")
        }
    }

    @Test func `LOGIN is for servers that have nothing else`() async throws {
        let acts =
            Self.acts(
                "AUTH CRAM-MD5 LOGIN",
                [.say("334 VXNlcm5hbWU6\r\n"), .say("334 x\r\n"), .say("235 welcome\r\n")])
            + Self.afterwards
        try await ScriptedServer.run(acts) { server in
            let error = try await outcome(through: server, signIn: try anna())
            #expect(error == nil)
            #expect(server.heard[1...3] == ["AUTH LOGIN\r\n", "YW5uYQ==\r\n", "cMOkc3N3b3Jk\r\n"])
        }
    }

    @Test(arguments: [
        ("535 no\r\n", MailError.signInRefused), ("534 too weak\r\n", .signInRefused),
        ("454 later\r\n", .refusedForNow(code: 454, stage: .signIn)),
        ("334 more\r\n", .protocolBroken(.signIn)), ("x\r\n", .protocolBroken(.signIn)),
    ])
    func `who is not let in sends nothing`(_ text: String, _ wanted: MailError) async throws {
        try await ScriptedServer.run(Self.acts("AUTH PLAIN", [.say(text)])) { server in
            let error = try await outcome(through: server, signIn: try anna())
            #expect(error == wanted)
            #expect(server.heard.allSatisfy { !$0.hasPrefix("MAIL") })
        }
    }

    @Test(arguments: [0, 1, 2]) func `LOGIN may be refused at each step`(_ step: Int) async throws {
        let steps: [ScriptedServer.Act] = [.say("334 x\r\n"), .say("334 x\r\n")]
        let acts = Self.acts("AUTH LOGIN", steps.prefix(step) + [.say("535 no\r\n")])
        try await ScriptedServer.run(acts) { server in
            let error = try await outcome(through: server, signIn: try anna())
            #expect(error == .signInRefused)
        }
    }

    @Test(arguments: ["AUTH CRAM-MD5 XOAUTH2", "AUTH", "AUTHPLAIN", "SIZE 10"])
    func `a server that offers no way we know gets no password`(_ offer: String) async throws {
        try await ScriptedServer.run(Self.acts(offer, [])) { server in
            let error = try await outcome(through: server, signIn: try anna())
            #expect(error == .signInRefused)
            #expect(server.heard.allSatisfy { !$0.hasPrefix("AUTH") })
        }
    }

    @Test func `a password that cannot be had is refused, and so is one with a NUL`() async throws {
        struct Gone: Error {}
        let gone = try #require(MailSignIn(name: "anna") { throw Gone() })
        let split = try #require(MailSignIn(name: "anna") { [0x61, 0, 0x61] })
        for signIn in [gone, split] {
            try await ScriptedServer.run(Self.acts("AUTH PLAIN", [])) { server in
                let error = try await outcome(through: server, signIn: signIn)
                #expect(error == .signInRefused)
                #expect(server.heard.allSatisfy { !$0.hasPrefix("AUTH") })
            }
        }
    }

    private static func acts(
        _ offer: String, _ replies: [ScriptedServer.Act]
    ) -> [ScriptedServer.Act] {
        [polite[0], .say("250-mail.example.jp\r\n250 \(offer)\r\n")] + replies
    }

    private func anna() throws -> MailSignIn {
        try #require(MailSignIn(name: "anna") { Array("pässword".utf8) })
    }
}
