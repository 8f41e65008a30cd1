/// Why a mail was not sent. No text of a server, no address and no password is in it.
///
/// But for ``unknown`` it is certain that the server did not take the mail over. After ``unknown`` it
/// may have: whoever sends again does so with the same ``MailMessage/id``, and the recipient may get
/// the mail twice. At least once, at that one point; elsewhere exactly once or not at all.
public enum MailError: Error, Hashable, Sendable {
    /// The name is not known, or nobody answers there.
    case cannotConnect
    /// The connection ended early.
    case connectionLost(MailStage)
    /// The server took too long.
    case timedOut(MailStage)
    /// The server's certificate is not that of its name, not valid now or not from a trusted issuer;
    /// or the file of the trusted issuers cannot be read.
    case certificateRefused
    /// The server offers no TLS, or none from version 1.2 on. Nothing was sent in clear instead.
    case noTLS
    /// The server refuses the name or the password, or knows no way to sign in that we know; or no
    /// password could be had.
    case signInRefused
    /// The server says "not now" (4xx).
    case refusedForNow(code: Int, stage: MailStage)
    /// The server says "no" (5xx).
    case refused(code: Int, stage: MailStage)
    /// The server says that there is no such mailbox (5xx, and why).
    case noMailbox(code: Int)
    /// What the server says is not SMTP, or it spoke when it was not asked.
    case protocolBroken(MailStage)
    /// The whole mail was sent and no reply came that says whether it was taken.
    case unknown
    /// The task was cancelled.
    case cancelled

    /// The error in letters, digits and hyphens, for logs and columns: `refused-550-rcpt`.
    public var word: String {
        switch self {
        case .cannotConnect: "cannot-connect"
        case .connectionLost(let stage): "connection-lost-\(stage.rawValue)"
        case .timedOut(let stage): "timed-out-\(stage.rawValue)"
        case .certificateRefused: "certificate-refused"
        case .noTLS: "no-tls"
        case .signInRefused: "sign-in-refused"
        case .refusedForNow(let code, let stage): "refused-for-now-\(code)-\(stage.rawValue)"
        case .refused(let code, let stage): "refused-\(code)-\(stage.rawValue)"
        case .noMailbox(let code): "no-mailbox-\(code)"
        case .protocolBroken(let stage): "protocol-broken-\(stage.rawValue)"
        case .unknown: "unknown"
        case .cancelled: "cancelled"
        }
    }
}
