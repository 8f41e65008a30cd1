import Testing

@testable import GenkanOutbound

struct SendingTests {
    @Test func `a whole exchange is these lines`() async throws {
        try await ScriptedServer.run(polite) { server in
            let error = try await outcome(through: server)
            #expect(error == nil)
            let message = try String(decoding: letter().bytes(), as: UTF8.self)
            #expect(
                server.heard == [
                    "EHLO forms.example.jp\r\n", "MAIL FROM:<forms@example.jp>\r\n",
                    "RCPT TO:<anna@example.org>\r\n", "DATA\r\n", message + ".\r\n", "QUIT\r\n",
                ])
        }
    }

    @Test func `the receipt names the mail`() async throws {
        try await ScriptedServer.run(polite) { server in
            let client = try #require(SMTPClient(name: "localhost"))
            let receipt = try await client.send(
                letter(),
                through: MailServer(host: "127.0.0.1", port: server.port, security: .none))
            #expect(receipt.messageID == "000102030405060708090a0b0c0d0e0f@example.jp")
        }
    }

    @Test func `replies of several lines and other codes of the same kind go on`() async throws {
        let acts: [ScriptedServer.Act] = [
            .say("220-hello\r\n220-and\r\n220 welcome\r\n"), .say("250 mail.example.jp\r\n"),
            .say("250\r\n"), .say("251 forwarded\r\n"), .say("354\r\n"),
            .say("250-taken\r\n250\r\n"),
            .say("221\r\n"),
        ]
        try await ScriptedServer.run(acts) { server in
            let error = try await outcome(through: server)
            #expect(error == nil)
        }
    }

    @Test(arguments: [ScriptedServer.Act.close, .say("500 what?\r\n"), .say("garbage\r\n")])
    func `what becomes of QUIT changes nothing`(_ act: ScriptedServer.Act) async throws {
        try await ScriptedServer.run(polite.dropLast() + [act]) { server in
            let error = try await outcome(through: server)
            #expect(error == nil)
        }
    }

    @Test func `what follows the last reply changes nothing`() async throws {
        let act = ScriptedServer.Act.say("250 taken\r\n421 idle\r\n")
        try await ScriptedServer.run(polite(but: act, at: 5)) { server in
            let error = try await outcome(through: server)
            #expect(error == nil)
        }
    }

    @Test func `a large message arrives whole`() async throws {
        let message = try letter(body: String(repeating: ".玄関\n", count: 100_000))
        try await ScriptedServer.run(polite) { server in
            let error = try await outcome(of: message, through: server)
            #expect(error == nil)
            #expect(server.heard[4] == String(decoding: message.bytes(), as: UTF8.self) + ".\r\n")
        }
    }

    @Test func `where nobody listens nothing is sent`() async throws {
        let client = try #require(SMTPClient(name: "localhost"))
        let port = try await ScriptedServer.run([]) { $0.port }
        await #expect(throws: MailError.cannotConnect) {
            try await client.send(
                letter(), through: MailServer(host: "127.0.0.1", port: port, security: .none))
        }
    }
}
