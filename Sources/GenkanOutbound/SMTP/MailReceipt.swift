/// That a server has taken a mail over: from here on it is the server's to deliver.
public struct MailReceipt: Hashable, Sendable {
    /// The Message-ID without angle brackets, by which the mail is found in the server's log.
    public let messageID: String
}
