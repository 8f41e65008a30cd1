import Foundation
import Genkan
import Testing

@testable import GenkanOutbound

/// The Swift half of `Tests/Peers/test_mail_peer.py`, which runs it with `GENKAN_MAIL_EXCHANGE` naming
/// a directory. `letters.json` says what is to be sent and through which server; `outcomes.txt` gets
/// the name of each and what became of it.
@Suite(.enabled(if: OutsideWorld.mailExchange != nil))
struct MailPeerTests {
    struct Letter: Decodable {
        let name: String
        let host: String
        let port: Int
        let security: String
        let issuers: String?
        let password: String?
        let recipient: String
        let sender: String
        let subject: String
        let body: String
        /// How long a reply is waited for, in seconds.
        let patience: Int
    }

    @Test func `the letters of the peer are sent through its servers`() async throws {
        let directory = try #require(OutsideWorld.mailExchange)
        let file = URL(fileURLWithPath: directory).appendingPathComponent("letters.json")
        let letters = try JSONDecoder().decode([Letter].self, from: Data(contentsOf: file))
        var outcomes: [String] = []
        for letter in letters {
            outcomes.append("\(letter.name) \(try await send(letter))")
        }
        try OutsideWorld.write(outcomes, to: "outcomes.txt", in: directory)
    }

    private func send(_ letter: Letter) async throws -> String {
        let client = try #require(SMTPClient(name: "forms.example.jp"))
        let (message, server) = try (Self.message(of: letter), Self.server(of: letter))
        do throws(MailError) {
            try await client.send(message, through: server)
            return "sent"
        } catch {
            return error.word
        }
    }

    private static func message(of letter: Letter) throws -> MailMessage {
        MailMessage(
            id: try #require(MessageID(Array(0..<16))),
            sender: try #require(MailAddress("forms@example.jp")),
            senderName: HeaderText(letter.sender),
            recipient: try #require(MailAddress(letter.recipient)),
            subject: HeaderText(letter.subject), body: letter.body, date: 1_234_567_890)
    }

    private static func server(of letter: Letter) throws -> MailServer {
        var patience = MailPatience()
        patience.reply = .seconds(letter.patience)
        let signIn = try letter.password.map { password in
            try #require(MailSignIn(name: "anna") { Array(password.utf8) })
        }
        return try MailServer(
            host: letter.host, port: letter.port,
            security: try #require(MailServer.Security(rawValue: letter.security)),
            signIn: signIn, issuers: letter.issuers.map { .file($0) } ?? .system,
            patience: patience)
    }
}
