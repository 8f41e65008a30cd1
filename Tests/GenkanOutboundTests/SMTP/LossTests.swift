import Testing

@testable import GenkanOutbound

/// Connections that end or fall silent, and tasks that are cancelled.
struct LossTests {
    @Test(arguments: stages.indices)
    func `a connection may be lost at any stage`(_ index: Int) async throws {
        try await ScriptedServer.run(polite(but: .close, at: index)) { server in
            let error = try await outcome(through: server)
            #expect(error == (index == 5 ? .unknown : .connectionLost(stages[index])))
        }
    }

    @Test(arguments: stages.indices)
    func `half a reply is none`(_ index: Int) async throws {
        let act = ScriptedServer.Act.sayAndClose("250-a\r\n250 b")
        try await ScriptedServer.run(polite(but: act, at: index)) { server in
            let error = try await outcome(through: server)
            #expect(error == (index == 5 ? .unknown : .connectionLost(stages[index])))
        }
    }

    @Test(arguments: stages.indices)
    func `a silent server is not waited for`(_ index: Int) async throws {
        var patience = MailPatience()
        (patience.reply, patience.content) = (.seconds(2), .seconds(2))
        try await ScriptedServer.run(polite(but: .silence, at: index)) { server in
            let error = try await outcome(through: server, patience: patience)
            #expect(error == (index == 5 ? .unknown : .timedOut(stages[index])))
            for await event in server.events where event == .gone { break }
        }
    }

    @Test func `a byte puts no deadline off`() async throws {
        var patience = MailPatience()
        patience.reply = .seconds(2)
        try await ScriptedServer.run(polite(but: .say("220-wait"), at: 0)) { server in
            let error = try await outcome(through: server, patience: patience)
            #expect(error == .timedOut(.greeting))
        }
    }

    @Test func `the time for all of it ends any wait`() async throws {
        var patience = MailPatience()
        patience.overall = .milliseconds(500)
        try await ScriptedServer.run([.silence]) { server in
            let error = try await outcome(through: server, patience: patience)
            #expect(error == .timedOut(.greeting))
        }
    }

    @Test func `without time for a connection there is none`() async throws {
        var patience = MailPatience()
        patience.connection = .zero
        try await ScriptedServer.run(polite) { server in
            let error = try await outcome(through: server, patience: patience)
            #expect(error == .timedOut(.connection))
        }
    }

    @Test(arguments: stages.indices)
    func `cancelling closes the connection`(_ index: Int) async throws {
        try await ScriptedServer.run(polite(but: .silence, at: index)) { server in
            let sending = Task { try await outcome(through: server) }
            for await event in server.events where event == .acted(index) { break }
            sending.cancel()
            let error = try await sending.value
            #expect(error == (index == 5 ? .unknown : .cancelled))
            for await event in server.events where event == .gone { break }
        }
    }

    @Test func `a cancelled task says nothing`() async throws {
        try await ScriptedServer.run(polite) { server in
            let sending = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await outcome(through: server)
            }
            sending.cancel()
            let error = try await sending.value
            #expect(error == .cancelled)
            #expect(server.heard.isEmpty)
        }
    }
}
