import Testing

@testable import GenkanOutbound

/// STARTTLS as far as it goes without a certificate; the rest is in `Tests/Peers/test_mail_peer.py`.
struct StartTLSTests {
    private let greeting: [ScriptedServer.Act] = [
        .say("220 mail.example.jp\r\n"), .say("250-mail.example.jp\r\n250 STARTTLS\r\n"),
    ]

    @Test func `without an offer nothing is sent in clear`() async throws {
        let signIn = try #require(MailSignIn(name: "anna") { Array("password".utf8) })
        let acts: [ScriptedServer.Act] = [
            .say("220 mail.example.jp\r\n"), .say("250-mail.example.jp\r\n250 AUTH PLAIN\r\n"),
        ]
        try await ScriptedServer.run(acts) { server in
            let error = try await outcome(through: server, signIn: signIn, security: .startTLS)
            #expect(error == .noTLS)
            #expect(server.heard == ["EHLO forms.example.jp\r\n", "QUIT\r\n"])
        }
    }

    @Test(arguments: [
        ("454 not now\r\n", MailError.refusedForNow(code: 454, stage: .startTLS)),
        ("502 what?\r\n", .noTLS), ("250", .connectionLost(.startTLS)),
        ("354 go on\r\n", .protocolBroken(.startTLS)),
    ])
    func `a refused STARTTLS is the end`(_ text: String, _ wanted: MailError) async throws {
        try await ScriptedServer.run(greeting + [.sayAndClose(text)]) { server in
            let error = try await outcome(through: server, security: .startTLS)
            #expect(error == wanted)
            #expect(server.heard.allSatisfy { !$0.contains("MAIL") })
        }
    }

    @Test(arguments: [
        "250 injected\r\n", "250-mail.example.jp\r\n250 AUTH PLAIN\r\n", "2", "\r\n",
        "\u{16}\u{3}\u{3}",
    ])
    func `what was slipped in before TLS is refused`(_ injected: String) async throws {
        let act = ScriptedServer.Act.say("220 ready\r\n" + injected)
        try await ScriptedServer.run(greeting + [act]) { server in
            let error = try await outcome(through: server, security: .startTLS)
            #expect(error == .protocolBroken(.handshake))
            #expect(server.heard == ["EHLO forms.example.jp\r\n", "STARTTLS\r\n"])
        }
    }

    @Test func `a server that speaks no TLS gets nothing`() async throws {
        try await ScriptedServer.run([.say("220 mail.example.jp\r\n")]) { server in
            let error = try await outcome(through: server, security: .tls)
            #expect(error == .noTLS)
        }
    }

    @Test func `a handshake is not waited for too long`() async throws {
        var patience = MailPatience()
        patience.reply = .seconds(2)
        try await ScriptedServer.run([.silence, .silence]) { server in
            let error = try await outcome(through: server, security: .tls, patience: patience)
            #expect(error == .timedOut(.handshake))
        }
    }

    @Test func `a connection that ends in the handshake is lost`() async throws {
        try await ScriptedServer.run([.close]) { server in
            let error = try await outcome(through: server, security: .tls)
            #expect(error == .connectionLost(.handshake))
        }
    }

    @Test func `issuers that cannot be read make no TLS`() async throws {
        let client = try #require(SMTPClient(name: "localhost"))
        let server = try MailServer(
            host: "localhost", port: 1, security: .tls, issuers: .file("/nowhere/issuers.pem"))
        await #expect(throws: MailError.certificateRefused) {
            try await client.send(letter(), through: server)
        }
    }
}
