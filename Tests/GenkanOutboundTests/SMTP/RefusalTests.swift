import Testing

@testable import GenkanOutbound

struct RefusalTests {
    @Test(arguments: stages.indices) func `not now is said at any stage`(_ index: Int) async throws
    {
        let act = ScriptedServer.Act.say("451 later\r\n")
        try await ScriptedServer.run(polite(but: act, at: index)) { server in
            let error = try await outcome(through: server)
            #expect(error == .refusedForNow(code: 451, stage: stages[index]))
            #expect(server.heard.last == "QUIT\r\n")
        }
    }

    @Test(arguments: stages.indices) func `no is said at any stage`(_ index: Int) async throws {
        let act = ScriptedServer.Act.say("554-no\r\n554 anna@example.org\r\n")
        try await ScriptedServer.run(polite(but: act, at: index)) { server in
            let error = try await outcome(through: server)
            #expect(error == .refused(code: 554, stage: stages[index]))
            #expect(server.heard.last == "QUIT\r\n")
        }
    }

    @Test(arguments: [
        ("550 5.1.1 nobody", true), ("550-no\r\n550 5.1.10 x", true), ("553 5.2.1 closed", true),
        ("554 5.7.1 Relay access denied", false), ("553 5.1.8 Sender address rejected", false),
        ("550 5.1.1x", false), ("550 no 5.1.1", false), ("550 5.1.11 x", false), ("550 ", false),
    ])
    func `only a no that says so is about the mailbox`(_ reply: String, _ isSo: Bool) async throws {
        let index = try #require(stages.firstIndex(of: .recipient))
        try await ScriptedServer.run(polite(but: .say(reply + "\r\n"), at: index)) { server in
            let code = try #require(Int(reply.prefix(3)))
            let error = try await outcome(through: server)
            #expect(
                error == (isSo ? .noMailbox(code: code) : .refused(code: code, stage: .recipient)))
        }
    }

    @Test(arguments: stages.indices)
    func `a reply before the end is still heard`(_ index: Int) async throws {
        let act = ScriptedServer.Act.sayAndClose("421 closing\r\n")
        try await ScriptedServer.run(polite(but: act, at: index)) { server in
            let error = try await outcome(through: server)
            #expect(error == .refusedForNow(code: 421, stage: stages[index]))
        }
    }

    @Test(arguments: stages.indices)
    func `garbage ends it, and leaves it open after the message`(_ index: Int) async throws {
        for text in ["hello\r\n", "250-a\r\n550 b\r\n", "199 x\r\n", "250 ok\n"] {
            try await ScriptedServer.run(polite(but: .say(text), at: index)) { server in
                let error = try await outcome(through: server)
                #expect(error == (index == 5 ? .unknown : .protocolBroken(stages[index])))
            }
        }
    }

    @Test(arguments: stages.indices) func `a reply of another kind is no yes`(_ index: Int)
        async throws
    {
        let act = ScriptedServer.Act.say(index == 4 ? "250 ok\r\n" : "350 go on\r\n")
        try await ScriptedServer.run(polite(but: act, at: index)) { server in
            let error = try await outcome(through: server)
            #expect(error == (index == 5 ? .unknown : .protocolBroken(stages[index])))
        }
    }

    @Test(arguments: 0..<5)
    func `a server that runs ahead is not followed`(_ index: Int) async throws {
        guard case .say(let text) = polite[index] else { return }
        let act = ScriptedServer.Act.say(text + "250 ahead\r\n")
        try await ScriptedServer.run(polite(but: act, at: index)) { server in
            let error = try await outcome(through: server)
            // After DATA's reply nothing of the message leaves, but nobody need rely on that.
            #expect(error == (index == 4 ? .unknown : .protocolBroken(stages[index + 1])))
            #expect(server.heard.count == index)
        }
    }
}
