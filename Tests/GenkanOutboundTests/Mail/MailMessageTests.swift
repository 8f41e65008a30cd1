import Genkan
import Testing

@testable import GenkanOutbound

struct MailMessageTests {
    @Test func `a message is these very bytes`() throws {
        let message = try MailMessage(
            id: #require(MessageID(Array(0..<16))),
            sender: #require(MailAddress("forms@example.jp")),
            senderName: HeaderText("玄関"), recipient: #require(MailAddress("anna@example.org")),
            subject: HeaderText("新しいお問い合わせが一件届きました"),
            body: "受付番号 12\n\n.\nhttps://forms.example.jp/desk\n",
            date: 1_234_567_890)
        let expected = """
            Date: Fri, 13 Feb 2009 23:31:30 +0000
            From: =?utf-8?B?546E6Zai?= <forms@example.jp>
            To: anna@example.org
            Message-ID: <000102030405060708090a0b0c0d0e0f@example.jp>
            Subject: =?utf-8?B?5paw44GX44GE44GK5ZWP44GE5ZCI44KP44Gb44GM5LiA5Lu25bGK?=
             =?utf-8?B?44GN44G+44GX44Gf?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64
            Auto-Submitted: auto-generated

            5Y+X5LuY55Wq5Y+3IDEyDQoNCi4NCmh0dHBzOi8vZm9ybXMuZXhhbXBsZS5qcC9kZXNrDQo=

            """
        let lines = expected.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(String(decoding: message.bytes(), as: UTF8.self) == lines.joined(separator: "\r\n"))
    }

    @Test func `the body comes back with the line ends of the network`() throws {
        let message = try letter(body: "a\nb\r\nc\rd\n\n玄関\u{2028}\0")
        #expect(try WrittenHeader(message.bytes()).body == "a\r\nb\r\nc\r\nd\r\n\r\n玄関\u{2028}\0")
    }

    @Test func `a long body stands in lines of 76 columns`() throws {
        let body = String(repeating: "玄関 ", count: 1_000)
        let message = try letter(body: body)
        #expect(try WrittenHeader(message.bytes()).body == body)
        let lines = message.bytes().split(separator: 0x0A, omittingEmptySubsequences: false)
        #expect(lines.dropLast().allSatisfy { $0.last == 0x0D && $0.count <= 77 })
        #expect(message.bytes().allSatisfy { $0 < 0x80 })
    }

    @Test func `an empty body is empty`() throws {
        #expect(try WrittenHeader(letter(body: "").bytes()).body.isEmpty)
    }

    @Test func `a message id is sixteen bytes`() throws {
        #expect(MessageID(Array(repeating: 1, count: 15)) == nil)
        #expect(MessageID(Array(repeating: 1, count: 17)) == nil)
        let id = try #require(MessageID(Array(repeating: 0xAF, count: 16)))
        let sender = try #require(MailAddress("forms@example.jp"))
        #expect(id.text(for: sender) == String(repeating: "af", count: 16) + "@example.jp")
    }
}
