import Testing

@testable import GenkanOutbound

struct MailLinesTests {
    @Test(arguments: [
        ("", ".\r\n"), ("a", "a\r\n.\r\n"), ("a\r\n", "a\r\n.\r\n"), (".", "..\r\n.\r\n"),
        ("..\r\n", "...\r\n.\r\n"), ("a\r\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"),
        ("a.b", "a.b\r\n.\r\n"),
        // A dot between line ends that only some servers see as such must not end the message.
        ("a\n.\nb", "a\r\n..\r\nb\r\n.\r\n"), ("a\r.\rb", "a\r\n..\r\nb\r\n.\r\n"),
        ("a\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"), ("a\r\n.\rb", "a\r\n..\r\nb\r\n.\r\n"),
        ("\r\n\n", "\r\n\r\n.\r\n"),
    ])
    func `a message ends at its last dot and nowhere before`(_ message: String, _ data: String) {
        #expect(MailLines.forData(Array(message.utf8)) == Array(data.utf8))
    }
}
