public import Genkan

/// A mail of this house to one recipient: plain text, and headers that nothing anybody typed can
/// break out of.
public struct MailMessage: Hashable, Sendable {
    /// Names the mail; the same each time it is sent.
    public let id: MessageID
    /// Who sends it, in the envelope and in `From`.
    public let sender: MailAddress
    /// The sender's name; nothing when it is empty.
    public let senderName: HeaderText
    /// Who gets it.
    public let recipient: MailAddress
    /// The subject.
    public let subject: HeaderText
    /// The text. Its line ends may be of any kind.
    public let body: String
    /// When it was written, in seconds since 1970.
    public let date: Int64

    /// Takes the parts.
    public init(
        id: MessageID, sender: MailAddress, senderName: HeaderText = HeaderText(""),
        recipient: MailAddress, subject: HeaderText, body: String, date: Int64
    ) {
        self.id = id
        self.sender = sender
        self.senderName = senderName
        self.recipient = recipient
        self.subject = subject
        self.body = body
        self.date = date
    }

    /// The message of RFC 5322, header and body: ASCII, lines of at most 76 columns (a long address
    /// alone goes beyond) that end in CRLF. `Auto-Submitted` (RFC 3834) keeps absence notes away.
    public func bytes() -> [UInt8] {
        header.flatMap(\.line) + [0x0D, 0x0A]
            + Base64.lines(MailLines.withNetworkEnds(Array(body.utf8)))
    }

    private var header: [HeaderField] {
        var (date, from) = (HeaderField("Date"), HeaderField("From"))
        var (to, messageID) = (HeaderField("To"), HeaderField("Message-ID"))
        var subject = HeaderField("Subject")
        date.add(self.date)
        from.add(phrase: senderName)
        from.add(sender, inBrackets: !senderName.isEmpty)
        to.add(recipient)
        messageID.add(id, of: sender)
        subject.add(self.subject)
        return [
            date, from, to, messageID, subject,
            HeaderField("MIME-Version", "1.0"),
            HeaderField("Content-Type", "text/plain; charset=utf-8"),
            HeaderField("Content-Transfer-Encoding", "base64"),
            HeaderField("Auto-Submitted", "auto-generated"),
        ]
    }
}
