import Genkan
import Testing

@testable import GenkanOutbound

struct HeaderFieldTests {
    @Test func `plain English stands as it is`() throws {
        let header = try WrittenHeader(letter(subject: "Re: 50% off, really?").bytes())
        #expect(header["Subject"] == "Re: 50% off, really?")
    }

    @Test(arguments: [
        "玄関", String(repeating: "お問い合わせありがとうございます。", count: 16), "Grüße aus Köln",
        String(repeating: "👩‍👩‍👧", count: 30), "plain and 日本語 mixed", "=?utf-8?B?QmNjOiB4?=",
        "a =?utf-8?Q?b?= c", "looks=?like", String(repeating: "a", count: 300),
        String(repeating: "word ", count: 100) + "end", "\u{FEFF}e\u{301}",
    ])
    func `any subject decodes back from lines of at most 76 columns`(_ subject: String) throws {
        let header = try WrittenHeader(letter(subject: subject).bytes())
        #expect(try header.decoded("Subject").unicodeScalars.elementsEqual(subject.unicodeScalars))
        #expect(header.lines.allSatisfy { $0.utf8.count <= 76 })
        let words = header.lines.flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("=?") }
        #expect(words.allSatisfy { $0.utf8.count <= 75 && $0.hasSuffix("?=") })
    }

    @Test(arguments: ["\r\n", "\n", "\r", "\0", "\u{85}", "\u{2028}", "\u{2029}", "\r\n\r\n"])
    func `nothing typed begins a line of the header`(_ ending: String) throws {
        let typed = "a\(ending)Bcc: x@example.com"
        let message = MailMessage(
            id: try #require(MessageID(Array(0..<16))),
            sender: try #require(MailAddress("forms@example.jp")), senderName: HeaderText(typed),
            recipient: try #require(MailAddress("anna@example.org")), subject: HeaderText(typed),
            body: typed, date: 0)
        let header = try WrittenHeader(message.bytes())
        #expect(header.fields.map(\.name) == fieldNames)
        #expect(try header.decoded("Subject") == "a Bcc: x@example.com")
        #expect(try header.decoded("From") == "a Bcc: x@example.com <forms@example.jp>")
    }

    @Test(arguments: [
        "Anna", "玄関 受付", "Anna, B. (c) \"d\" <e@example.com>", "a:b;c", "\\", "=?utf-8?B?QQ==?=",
        String(repeating: "受付", count: 60),
    ])
    func `any name of the sender is one phrase before the address`(_ name: String) throws {
        var from = HeaderField("From")
        from.add(phrase: HeaderText(name))
        from.add(try #require(MailAddress("forms@example.jp")), inBrackets: true)
        let header = try WrittenHeader(from.line + Array("\r\n".utf8))
        #expect(try header.decoded("From") == "\(name) <forms@example.jp>")
        let phrase = try #require(header["From"]).utf8.dropLast("<forms@example.jp>".utf8.count)
        #expect(!phrase.contains { "()<>[]:;@\\,.\"".utf8.contains($0) })
    }

    @Test func `an empty subject is an empty field`() throws {
        #expect(try WrittenHeader(letter(subject: " \r\n").bytes())["Subject"] == "")
    }

    @Test func `the longest address has a line of its own`() throws {
        let label = String(repeating: "b", count: 61)
        let text = String(repeating: "a", count: 64) + "@\(label).\(label).\(label).ccc"
        var to = HeaderField("To")
        to.add(try #require(MailAddress(text)))
        #expect(to.line == Array("To:\r\n \(text)\r\n".utf8))
    }

    private let fieldNames = [
        "Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type",
        "Content-Transfer-Encoding", "Auto-Submitted",
    ]
}
