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
    /// The text of each line. Only EHLO's is ever looked at, and none is shown or kept.
    let lines: [String]

    /// Nil for what is not of SMTP, such as 1yz.
    var kind: Kind? { Kind(rawValue: code / 100) }

    /// Throws unless the reply is of the kind that goes on from this stage.
    func mustBe(_ wanted: Kind, at stage: MailStage) throws(MailError) {
        switch kind {
        case wanted: return
        case .notNow: throw .refusedForNow(code: code, stage: stage)
        case .no where stage == .recipient: throw .recipientRefused(code: code)
        case .no where stage == .signIn: throw .signInRefused
        case .no where stage == .startTLS: throw .noTLS
        case .no: throw .refused(code: code, stage: stage)
        case .done, .more, nil: throw .protocolBroken(stage)
        }
    }
}
