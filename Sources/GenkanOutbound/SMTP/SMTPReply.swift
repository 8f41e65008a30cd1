/// A reply of a mail server (RFC 5321 § 4.2).
struct SMTPReply: Hashable, Sendable {
    /// What the first digit says.
    enum Kind: Int, Sendable {
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
    let code: Int
    /// The text of each line. Only EHLO's and a mailbox's code are ever looked at, and none is shown or kept.
    let lines: [String]

    /// Nil for what is not of SMTP, such as 1yz.
    var kind: Kind? { Kind(rawValue: code / 100) }

    /// Whether it says that there is no such mailbox (RFC 3463 §§ 3.2, 3.3). A "no" to RCPT without such a code is
    /// as often about the sender or the settings: many servers say there all that they have against a mail.
    private var isAboutMailbox: Bool {
        let codes = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"]
        return lines.contains { line in
            let word = line.utf8.prefix { $0 != UInt8(ascii: " ") }
            return codes.contains { word.elementsEqual($0.utf8) }
        }
    }

    /// Throws unless the reply is of the kind that goes on from this stage.
    func mustBe(_ wanted: Kind, at stage: MailStage) throws(MailError) {
        switch kind {
        case wanted: return
        case .notNow: throw .refusedForNow(code: code, stage: stage)
        case .no where stage == .recipient && isAboutMailbox: throw .noMailbox(code: code)
        case .no where stage == .signIn: throw .signInRefused
        case .no where stage == .startTLS: throw .noTLS
        case .no: throw .refused(code: code, stage: stage)
        case .done, .more, nil: throw .protocolBroken(stage)
        }
    }
}
