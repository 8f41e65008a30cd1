import Genkan

/// What is said to a mail server, from its greeting to the reply to the message (RFC 5321, RFC 6409).
struct SMTPConversation {
    let line: SMTPLine
    let server: MailServer
    let tls: MailTLS?
    /// The name in EHLO.
    let name: String

    /// Up to where mail may be sent: protected and signed in, as the server's settings want it.
    func begin() async throws(MailError) {
        if server.security == .tls { try await line.handshake(within: server.patience.reply) }
        try await line.greeting(within: server.patience.reply).mustBe(.done, at: .greeting)
        var offers = try await hello()
        if server.security == .startTLS {
            guard offers.startTLS, let tls else { throw .noTLS }
            try await ask("STARTTLS", at: .startTLS)
            try await line.secure(with: tls, within: server.patience.reply)
            // What was offered in clear does not count (RFC 3207 § 4.2).
            offers = try await hello()
        }
        if let signIn = server.signIn { try await self.signIn(signIn, offers.signIns) }
    }

    /// Hands one message over.
    func deliver(_ message: MailMessage) async throws(MailError) {
        try await ask("MAIL FROM:<\(message.sender.text)>", at: .sender)
        try await ask("RCPT TO:<\(message.recipient.text)>", at: .recipient)
        try await ask("DATA", at: .data, for: .more)
        let data = MailLines.forData(message.bytes())
        let reply: SMTPReply
        do {
            reply = try await line.say(data, at: .content, within: server.patience.content)
        } catch {
            throw .unknown
        }
        guard reply.kind != .more else { throw .unknown }
        try reply.mustBe(.done, at: .content)
    }

    /// Says goodbye and waits a little for the answer; nothing depends on it.
    func end() async {
        _ = try? await line.say(
            Array("QUIT\r\n".utf8), at: .content, within: min(server.patience.reply, .seconds(5)))
        line.close()
    }

    private func hello() async throws(MailError) -> SMTPOffers {
        SMTPOffers(try await ask("EHLO \(name)", at: .hello))
    }

    /// PLAIN of RFC 4616, or LOGIN for servers that have nothing else.
    private func signIn(
        _ signIn: MailSignIn, _ mechanisms: Set<String>
    ) async throws(MailError) {
        guard let password = try? signIn.password(), !password.contains(0) else {
            throw .signInRefused
        }
        let name = Array(signIn.name.utf8)
        if mechanisms.contains("PLAIN") {
            let secret = [0] + name + [0] + password
            try await ask("AUTH PLAIN \(Self.code(secret))", at: .signIn)
        } else if mechanisms.contains("LOGIN") {
            try await ask("AUTH LOGIN", at: .signIn, for: .more)
            try await ask(Self.code(name), at: .signIn, for: .more)
            try await ask(Self.code(password), at: .signIn)
        } else {
            throw .signInRefused
        }
    }

    private static func code(_ bytes: [UInt8]) -> String {
        String(decoding: Base64.encoded(bytes), as: UTF8.self)
    }

    @discardableResult
    private func ask(
        _ command: String, at stage: MailStage, for wanted: SMTPReply.Kind = .done
    ) async throws(MailError) -> SMTPReply {
        let reply = try await line.say(
            Array("\(command)\r\n".utf8), at: stage, within: server.patience.reply)
        try reply.mustBe(wanted, at: stage)
        return reply
    }
}
