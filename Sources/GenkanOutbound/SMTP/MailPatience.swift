/// How long a mail server may take. No byte that arrives puts a deadline off, only what is complete.
public struct MailPatience: Sendable, Hashable {
    /// To resolve the name and connect.
    public var connection: Duration = .seconds(10)
    /// For the TLS handshake, and for each reply.
    public var reply: Duration = .seconds(30)
    /// To take the message and say so.
    public var content: Duration = .seconds(60)
    /// For all of it, from the name to the reply to the message.
    public var overall: Duration = .seconds(120)

    /// The defaults.
    public init() {}
}
