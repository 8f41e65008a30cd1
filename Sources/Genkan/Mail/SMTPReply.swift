/// A reply of a mail server (RFC 5321 § 4.2).
public struct SMTPReply: Hashable, Sendable {
    /// What the first digit says.
    public enum Kind: Int, Sendable {
        /// 2yz
        case done = 2
        /// 3yz: the server waits for more.
        case more = 3
        /// 4yz
        case notNow = 4
        /// 5yz
        case no = 5
    }

    /// Three digits.
    public let code: Int
    /// The text of each line. Only EHLO's and a mailbox's code are ever looked at, and none is shown or kept.
    public let lines: [String]

    /// A reply with its code and lines.
    public init(code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    /// Nil for what is not of SMTP, such as 1yz.
    public var kind: Kind? { Kind(rawValue: code / 100) }

    /// Whether it says that there is no such mailbox (RFC 3463 §§ 3.2, 3.3). A "no" to RCPT without such a code is
    /// as often about the sender or the settings: many servers say there all that they have against a mail.
    public var isAboutMailbox: Bool {
        let codes = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"]
        return lines.contains { line in
            let word = line.utf8.prefix { $0 != UInt8(ascii: " ") }
            return codes.contains { word.elementsEqual($0.utf8) }
        }
    }
}
