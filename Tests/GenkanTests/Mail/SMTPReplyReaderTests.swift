import Genkan
import Testing

struct SMTPReplyReaderTests {
    @Test(arguments: [
        ("250 ok\r\n", 250, ["ok"]), ("220\r\n", 220, [""]), ("250 \r\n", 250, [""]),
        ("250-a\r\n250-b c\r\n250 d\r\n", 250, ["a", "b c", "d"]),
        ("250-a\r\n250\r\n", 250, ["a", ""]),
        ("550 5.1.1\tno\r\n", 550, ["5.1.1\tno"]), ("421 受付\r\n", 421, ["受付"]),
        ("250 -x\r\n", 250, ["-x"]),
    ])
    func `a reply is read however it comes`(_ text: String, _ code: Int, _ lines: [String]) throws {
        let reply = SMTPReply(code: code, lines: lines)
        #expect(try read(text) == [reply])
        // The reader goes on with the next one.
        #expect(try read(text + "354 x\r\n") == [reply, SMTPReply(code: 354, lines: ["x"])])
    }

    @Test func `nothing is a reply before its last byte`() throws {
        let bytes = Array("250-a\r\n250 b\r\n".utf8)
        for end in bytes.indices { #expect(try read(bytes[..<end]).isEmpty) }
    }

    @Test(arguments: [
        "\r\n", "2\r\n", "25\r\n", "abc\r\n", "2x0 ok\r\n", " 250 ok\r\n", "250ok\r\n",
        "250_ok\r\n",
        "2500 ok\r\n", "000 ok\r\n", "150 ok\r\n", "650 ok\r\n", "260 ok\r\n", "２５０ ok\r\n",
        "250 ok\n", "250 ok\r", "250 o\rk\r\n", "250 o\nk\r\n", "250 o\0k\r\n", "250 o\u{1B}k\r\n",
        "250 o\u{7F}k\r\n", "250 ok\r\r\n", "250-a\r\n251 b\r\n", "250-a\r\n250-b\r\n550 c\r\n",
        "250-a\r\nb\r\n", "HTTP/1.1 400 Bad Request\r\n", "\u{16}\u{3}\u{1}",
    ])
    func `anything else is broken`(_ text: String) {
        // The letter decides where the end itself is missing.
        #expect(throws: SMTPReplyReader.Broken.self) { try read(text + "x") }
    }

    @Test func `the longest line is taken and no longer one`() throws {
        let text = String(repeating: "a", count: 2_000 - 6)
        #expect(try read("250 \(text)\r\n").first?.lines == [text])
        #expect(throws: SMTPReplyReader.Broken.self) { try read("250 a\(text)\r\n") }
        #expect(throws: SMTPReplyReader.Broken.self) {
            try read([UInt8](repeating: UInt8(ascii: "2"), count: 2_001))
        }
    }

    @Test func `a hundred lines are taken and no more`() throws {
        let lines = String(repeating: "250-a\r\n", count: 99)
        #expect(try read(lines + "250 b\r\n").first?.lines.count == 100)
        #expect(throws: SMTPReplyReader.Broken.self) { try read(lines + "250-b\r\n250 c\r\n") }
    }

    @Test func `offers are read from the lines after the first`() {
        let lines = ["STARTTLS", "starttls", "SIZE 10", "Auth plain LOGIN", "AUTH CRAM-MD5"]
        let offers = SMTPOffers(SMTPReply(code: 250, lines: lines))
        #expect(offers.startTLS)
        #expect(offers.signIns == ["PLAIN", "LOGIN", "CRAM-MD5"])
        #expect(!SMTPOffers(SMTPReply(code: 250, lines: ["STARTTLS", "XSTARTTLS"])).startTLS)
        #expect(SMTPOffers(SMTPReply(code: 250, lines: [])).signIns.isEmpty)
    }

    private func read(_ text: String) throws -> [SMTPReply] { try read(Array(text.utf8)) }

    private func read(_ bytes: some Sequence<UInt8>) throws -> [SMTPReply] {
        var reader = SMTPReplyReader()
        return try bytes.compactMap { byte in try reader.take(byte) }
    }
}
