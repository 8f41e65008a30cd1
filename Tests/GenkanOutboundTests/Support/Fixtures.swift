import Genkan
import Testing

@testable import GenkanOutbound

/// The mail that most tests send.
func letter(subject: String = "New submission", body: String = "Hello\n") throws -> MailMessage {
    MailMessage(
        id: try #require(MessageID(Array(0..<16))),
        sender: try #require(MailAddress("forms@example.jp")), senderName: HeaderText("Genkan"),
        recipient: try #require(MailAddress("anna@example.org")), subject: HeaderText(subject),
        body: body, date: 1_234_567_890)
}

/// What a server says that takes a mail, without signing in: greeting, EHLO, MAIL, RCPT, DATA, message,
/// QUIT.
let polite: [ScriptedServer.Act] = [
    .say("220 mail.example.jp\r\n"), .say("250-mail.example.jp\r\n250 SIZE 1000\r\n"),
    .say("250 ok\r\n"), .say("250 ok\r\n"), .say("354 go on\r\n"), .say("250 taken\r\n"),
    .sayAndClose("221 bye\r\n"),
]

/// Where each of ``polite`` stands, but the last.
let stages: [MailStage] = [.greeting, .hello, .sender, .recipient, .data, .content]

/// The same but for one act, after which the server does nothing that was not asked.
func polite(but act: ScriptedServer.Act, at index: Int) -> [ScriptedServer.Act] {
    polite.prefix(index) + [act, .close]
}

/// What becomes of a mail sent to a server on loopback in clear, as the error or nil.
func outcome(
    of message: MailMessage? = nil, through server: ScriptedServer, signIn: MailSignIn? = nil,
    security: MailServer.Security = .none, patience: MailPatience = MailPatience()
) async throws -> MailError? {
    let client = try #require(SMTPClient(name: "forms.example.jp"))
    let settings = try MailServer(
        host: "127.0.0.1", port: server.port, security: security, signIn: signIn,
        issuers: .system, patience: patience)
    let message = try message ?? letter()
    do throws(MailError) {
        try await client.send(message, through: settings)
        return nil
    } catch {
        return error
    }
}
